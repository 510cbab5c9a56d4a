-- Units form a tree that never moves: a unit that changes its parent in life is closed here, and a new one is made. So the
-- path to the root can be stored, and "at or below my unit" is one array operation with an index.
create table app.unit (
  id uuid primary key default gen_random_uuid(),
  parent_id uuid references app.unit,
  kind text not null check (kind in ('nation', 'province', 'city', 'county', 'school', 'venue')),
  -- GB/T 2260 for places.
  code text unique,
  name_zh text not null check (length(name_zh) between 1 and 100),
  name_en text check (length(name_en) <= 200),
  -- From the root down to this unit.
  path uuid[] not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  check ((parent_id is null) = (kind = 'nation'))
);
create index on app.unit (parent_id);
create index on app.unit using gin (path);

create function app.unit_place() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
begin
  if tg_op = 'UPDATE' then
    if new.parent_id is distinct from old.parent_id or new.kind <> old.kind then
      raise exception 'units do not move' using errcode = 'PK001';
    end if;
    new.path := old.path;
  else
    new.path := coalesce((select path from app.unit where id = new.parent_id), '{}') || new.id;
  end if;
  return new;
end
$$;
create trigger unit_place before insert or update on app.unit for each row execute function app.unit_place();

-- Everybody who ever signs in: id is the id in identity."user". Nothing here names a pupil but the nickname.
create table app.person (
  id uuid primary key,
  kind text not null check (kind in ('adult', 'pupil')),
  display_name text not null check (length(display_name) between 1 and 60),
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  created_at timestamptz not null default now()
);

-- Logs know people only by these. Erasing a person removes the row, and the log lines belong to nobody any more.
create table app.pseudonym (
  person_id uuid primary key references app.person on delete cascade,
  pseudonym uuid not null unique default gen_random_uuid()
);

create function app.give_pseudonym() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
begin
  insert into app.pseudonym (person_id) values (new.id);
  return null;
end
$$;
create trigger give_pseudonym after insert on app.person for each row execute function app.give_pseudonym();

create table app.unit_role (
  person_id uuid not null references app.person on delete cascade,
  unit_id uuid not null references app.unit,
  role text not null check (role in ('admin', 'organiser', 'reviewer', 'teacher')),
  granted_by uuid references app.person on delete set null,
  granted_at timestamptz not null default now(),
  primary key (person_id, unit_id, role)
);
create index on app.unit_role (unit_id);
create index on app.unit_role (granted_by);
