-- The bytes of an asset wait in object storage under this hash. Knowing the hash grants nothing.
create table app.asset (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size integer not null check (size >= 0),
  mime text not null check (length(mime) <= 100),
  created_at timestamptz not null default now()
);

-- A frozen project: the canonical JSON as text, because jsonb would reorder what the hash is of.
create table app.snapshot (
  id text primary key check (id ~ '^[0-9a-f]{64}$'),
  document text not null check (encode(sha256(convert_to(document, 'UTF8')), 'hex') = id),
  created_at timestamptz not null default now()
);
create trigger snapshot_frozen before update on app.snapshot for each row execute function app.refuse_change();

create table app.snapshot_asset (
  snapshot_id text not null references app.snapshot on delete cascade,
  sha256 text not null references app.asset,
  primary key (snapshot_id, sha256)
);
create index on app.snapshot_asset (sha256);

-- A starter project for a class, frozen when it was handed out.
create table app.handout (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references app.class on delete cascade,
  snapshot_id text not null references app.snapshot,
  title text not null check (length(title) between 1 and 120),
  created_by uuid references app.person on delete set null,
  created_at timestamptz not null default now()
);
create index on app.handout (class_id);
create index on app.handout (snapshot_id);
create index on app.handout (created_by);

create table app.project (
  id uuid primary key,
  owner_id uuid not null references app.person,
  class_id uuid references app.class on delete set null,
  handout_id uuid references app.handout on delete set null,
  title text not null check (length(title) between 1 and 120),
  thumbnail text references app.asset,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  handed_in_at timestamptz,
  deleted_at timestamptz
);
create index on app.project (owner_id, updated_at desc);
create index on app.project (class_id);
create index on app.project (handout_id);
create index on app.project (thumbnail);

create table app.project_member (
  project_id uuid not null references app.project on delete cascade,
  person_id uuid not null references app.person on delete cascade,
  -- What the others see of this person.
  nickname text not null,
  added_at timestamptz not null default now(),
  primary key (project_id, person_id)
);
create index on app.project_member (person_id);

create table app.project_asset (
  project_id uuid not null references app.project on delete cascade,
  sha256 text not null references app.asset,
  added_at timestamptz not null default now(),
  primary key (project_id, sha256)
);
create index on app.project_asset (sha256);

-- The write-ahead log of the shared document: an edit is acknowledged once its row is here.
create table app.project_update (
  seq bigint generated always as identity primary key,
  project_id uuid not null references app.project on delete cascade,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
create index on app.project_update (project_id, seq);

-- Everything up to `upto_seq` merged into one update.
create table app.project_state (
  project_id uuid primary key references app.project on delete cascade,
  bytes bytea not null,
  upto_seq bigint not null,
  updated_at timestamptz not null default now()
);

create table app.project_version (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references app.project on delete cascade,
  kind text not null check (kind in ('automatic', 'named', 'before_restore', 'submitted')),
  label text check (length(label) <= 120),
  bytes bytea not null,
  made_by uuid references app.person on delete set null,
  made_at timestamptz not null default now()
);
create index on app.project_version (project_id, made_at desc);
create index on app.project_version (made_by);
create trigger project_version_frozen before update on app.project_version
  for each row when (old.bytes is distinct from new.bytes or old.made_at <> new.made_at)
  execute function app.refuse_change();
