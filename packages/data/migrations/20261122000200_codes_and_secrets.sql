-- Codes of eight characters: with six, one in some thousand guesses would have opened a class of a whole country's. What was
-- given out before is refused from now on, and its teachers see that they need a new one.
alter table app.class_code drop constraint class_code_code_check;
update app.class_code set revoked_at = now() where revoked_at is null and length(code) <> 8;
alter table app.class_code
  add constraint class_code_code_check check (code ~ '^[2-9A-HJ-NP-Z]{8}$' or (length(code) = 6 and revoked_at is not null));

-- Secrets that all processes on one database share, such as the one that signs cookies.
create table identity.server_secret (
  name text primary key,
  value text not null check (length(value) >= 32),
  created_at timestamptz not null default now()
);
alter table identity.server_secret enable row level security;
alter table identity.server_secret force row level security;
grant select, insert on identity.server_secret to paperkite_auth;
create policy auth on identity.server_secret to paperkite_auth using (true) with check (true);
