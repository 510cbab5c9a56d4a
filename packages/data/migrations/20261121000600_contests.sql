-- A notice as data. Versions are never changed: a correction is a new version.
create table app.contest_definition (
  id text not null check (id ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  version integer not null check (version > 0),
  body jsonb not null,
  created_at timestamptz not null default now(),
  primary key (id, version)
);
create trigger contest_definition_frozen before update or delete on app.contest_definition
  for each row execute function app.refuse_change();

-- A definition run by a unit. What the database itself enforces stands in columns.
create table app.contest (
  id uuid primary key default gen_random_uuid(),
  definition_id text not null,
  definition_version integer not null,
  unit_id uuid not null references app.unit,
  title text not null check (length(title) between 1 and 200),
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  -- New dates for windows of the definition, as `resolveWindows` of @paperkite/contest takes them.
  window_changes jsonb not null default '{}',
  -- The window for handing in, resolved. Null is open on that side. The close is the last instant that is in time.
  submit_opens_at timestamptz,
  submit_closes_at timestamptz,
  -- For submissions begun before the close: uploads on a slow line.
  grace_seconds integer not null default 0 check (grace_seconds between 0 and 86400),
  -- The most entries that one person may be part of, within a track or the whole contest; null means any number.
  limit_max smallint default 1 check (limit_max between 1 and 20),
  limit_per text not null default 'track' check (limit_per in ('track', 'contest')),
  limit_count text not null default 'member' check (limit_count in ('member', 'leader')),
  created_at timestamptz not null default now(),
  foreign key (definition_id, definition_version) references app.contest_definition,
  check (submit_opens_at < submit_closes_at)
);
create index on app.contest (unit_id);

-- No column here names a person: reviewers see this row.
create table app.entry (
  id uuid primary key,
  contest_id uuid not null references app.contest,
  track text not null check (length(track) <= 60),
  group_name text check (length(group_name) <= 60),
  unit_id uuid not null references app.unit,
  -- Copied from the unit, so that "at or below my unit" needs no join.
  unit_path uuid[] not null,
  -- The leader included; null means any number.
  team_max smallint default 1 check (team_max between 1 and 200),
  state text not null default 'draft'
    check (state in ('draft', 'submitted', 'returned', 'accepted', 'withdrawn', 'expired')),
  -- The version that counts: 0 before the first submission.
  current_version integer not null default 0,
  -- The server's time at which the newest submission began, for the grace.
  submit_begun_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on app.entry (contest_id, state);
create index on app.entry (unit_id);
create index on app.entry using gin (unit_path);

-- What only the entrants and their teacher see: the form as typed, the project it is about.
create table app.entry_draft (
  entry_id uuid primary key references app.entry on delete cascade,
  project_id uuid references app.project on delete set null,
  fields jsonb not null default '{}',
  updated_at timestamptz not null default now()
);
create index on app.entry_draft (project_id);

create table app.entry_member (
  entry_id uuid not null references app.entry on delete cascade,
  person_id uuid not null references app.person,
  -- Where the pupil was met; null for adults.
  seat_id uuid references app.seat on delete set null,
  leader boolean not null default false,
  -- What the others of the team, and organisers, see of this person.
  nickname text not null,
  invited_at timestamptz not null default now(),
  accepted_at timestamptz,
  primary key (entry_id, person_id)
);
create unique index on app.entry_member (entry_id) where leader;
create index on app.entry_member (person_id);
create index on app.entry_member (seat_id);

-- One row for each place in a contest that a pupil has used up. The key makes the limit hold under concurrency.
create table app.entry_claim (
  contest_id uuid not null references app.contest,
  -- The track, or '' where the limit counts the whole contest.
  scope text not null,
  person_id uuid not null references app.person on delete cascade,
  slot smallint not null,
  entry_id uuid not null references app.entry on delete cascade,
  primary key (contest_id, scope, person_id, slot),
  unique (entry_id, person_id)
);
create index on app.entry_claim (person_id);

create table app.entry_version (
  entry_id uuid not null references app.entry on delete cascade,
  n integer not null check (n > 0),
  snapshot_id text references app.snapshot,
  fields jsonb not null,
  idempotency_key text not null unique check (length(idempotency_key) between 8 and 100),
  submitted_at timestamptz not null,
  primary key (entry_id, n)
);
create index on app.entry_version (snapshot_id);
create trigger entry_version_frozen before update on app.entry_version
  for each row execute function app.refuse_change();

-- Files that wait to go with the next submission: video, report, data. One for each artefact of the form.
create table app.entry_upload (
  entry_id uuid not null references app.entry on delete cascade,
  name text not null check (length(name) <= 60),
  sha256 text not null references app.asset,
  filename text not null check (length(filename) between 1 and 200),
  uploaded_at timestamptz not null default now(),
  primary key (entry_id, name)
);
create index on app.entry_upload (sha256);

-- Files that went with a version.
create table app.entry_artefact (
  entry_id uuid not null,
  n integer not null,
  name text not null check (length(name) <= 60),
  sha256 text not null references app.asset,
  filename text not null check (length(filename) between 1 and 200),
  primary key (entry_id, n, name),
  foreign key (entry_id, n) references app.entry_version on delete cascade
);
create index on app.entry_artefact (sha256);
create trigger entry_artefact_frozen before update on app.entry_artefact
  for each row execute function app.refuse_change();

create table app.entry_return (
  id uuid primary key default gen_random_uuid(),
  entry_id uuid not null,
  n integer not null,
  -- Field of the form, or '' for the work as a whole -> what is wrong with it.
  reasons jsonb not null check (jsonb_typeof(reasons) = 'object' and reasons <> '{}'),
  fix_by timestamptz not null,
  returned_at timestamptz not null,
  unique (entry_id, n),
  foreign key (entry_id, n) references app.entry_version on delete cascade
);
create trigger entry_return_frozen before update on app.entry_return
  for each row execute function app.refuse_change();

-- Every transition. No foreign keys and no personal data: it stays when the entry and its people are erased.
create table app.entry_event (
  seq bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  entry_id uuid not null,
  contest_id uuid not null,
  kind text not null check (kind in
    ('created', 'invited', 'joined', 'declined', 'left', 'submitted', 'returned', 'accepted', 'withdrawn', 'expired', 'erased')),
  from_state text,
  to_state text not null,
  n integer not null,
  actor uuid,
  subject uuid
);
create index on app.entry_event (entry_id, seq);
create trigger entry_event_frozen before update or delete on app.entry_event
  for each row execute function app.refuse_change();
create trigger entry_event_kept before truncate on app.entry_event execute function app.refuse_change();

-- What staff and teachers did with a child's work or rights. Actors and subjects are pseudonyms.
create table app.audit_event (
  seq bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor uuid,
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  unit_path uuid[] not null default '{}',
  -- A pseudonym, when the action was about a person or a person's work.
  subject uuid,
  object_kind text check (length(object_kind) <= 40),
  object_id text check (length(object_id) <= 80),
  details jsonb not null default '{}'
);
create index on app.audit_event using gin (unit_path);
create index on app.audit_event (subject);
create trigger audit_event_frozen before update or delete on app.audit_event
  for each row execute function app.refuse_change();
create trigger audit_event_kept before truncate on app.audit_event execute function app.refuse_change();
