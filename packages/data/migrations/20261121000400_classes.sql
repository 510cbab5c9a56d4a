create table app.class (
  id uuid primary key default gen_random_uuid(),
  unit_id uuid not null references app.unit,
  name text not null check (length(name) between 1 and 60),
  -- Frozen: pupils look but do not edit, and nobody joins.
  frozen boolean not null default false,
  created_by uuid references app.person on delete set null,
  created_at timestamptz not null default now()
);
create index on app.class (unit_id);
create index on app.class (created_by);

create table app.class_code (
  code text primary key check (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
  class_id uuid not null references app.class on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
-- At most one code of a class can be used at a time.
create unique index on app.class_code (class_id) where revoked_at is null;

create table app.class_teacher (
  class_id uuid not null references app.class on delete cascade,
  person_id uuid not null references app.person,
  added_by uuid references app.person on delete set null,
  added_at timestamptz not null default now(),
  primary key (class_id, person_id)
);
create index on app.class_teacher (person_id);
create index on app.class_teacher (added_by);

create function app.keep_a_teacher() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
begin
  -- The lock makes two teachers who leave at once wait for each other.
  perform from app.class where id = old.class_id for no key update;
  if found and not exists (select from app.class_teacher where class_id = old.class_id) then
    perform app.fail('sole_teacher');
  end if;
  return null;
end
$$;
create trigger keep_a_teacher after delete on app.class_teacher
  for each row execute function app.keep_a_teacher();

create table app.seat (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references app.class on delete cascade,
  person_id uuid not null references app.person,
  nickname text not null check (length(nickname) between 1 and 30),
  -- Two nicknames that differ only by case or width are one.
  nickname_key text not null generated always as (lower(normalize(nickname, nfkc))) stored,
  -- School year 1..12, or what else the definition's groups name (中专, 高校).
  grade text check (length(grade) <= 20),
  joined_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (class_id, person_id)
);
create unique index seat_nickname on app.seat (class_id, nickname_key) where removed_at is null;
create index on app.seat (person_id);
