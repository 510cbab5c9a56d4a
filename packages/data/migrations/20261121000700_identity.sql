-- The tables of better-auth 1.7 with the plugin for second factors, in its own names. Ids are UUIDs.
-- Configure it with `advanced.database.generateId: 'uuid'` or a function that makes UUIDs.
create table identity."user" (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean default false
);

create table identity.session (
  id uuid primary key default gen_random_uuid(),
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references identity."user" on delete cascade
);
create index on identity.session ("userId");

create table identity.account (
  id uuid primary key default gen_random_uuid(),
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references identity."user" on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on identity.account ("userId");

create table identity.verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on identity.verification (identifier);

create table identity."twoFactor" (
  id uuid primary key default gen_random_uuid(),
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null references identity."user" on delete cascade,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);
create index on identity."twoFactor" (secret);
create index on identity."twoFactor" ("userId");

create table identity."rateLimit" (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  count integer not null,
  "lastRequest" bigint not null
);

-- A pupil's secret. Attempts are counted per seat, because a class shares one address.
create table identity.pupil_pin (
  seat_id uuid primary key references app.seat on delete cascade,
  hash text not null,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  updated_at timestamptz not null default now()
);

do $$
declare
  name text;
begin
  foreach name in array array['user', 'session', 'account', 'verification', 'twoFactor', 'rateLimit', 'pupil_pin'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('grant select, insert, update, delete on identity.%I to paperkite_auth', name);
    execute format('create policy auth on identity.%I to paperkite_auth using (true) with check (true)', name);
  end loop;
end
$$;

-- The server's own work makes pupils, who have no e-mail, in one transaction with their seat, and erases people.
grant select (id, email), insert, delete on identity."user" to paperkite_system;
create policy system on identity."user" to paperkite_system using (true) with check (true);
grant select, insert, update, delete on identity.pupil_pin to paperkite_system;
create policy system on identity.pupil_pin to paperkite_system using (true) with check (true);
grant select ("userId"), delete on identity.session to paperkite_system;
create policy system on identity.session to paperkite_system using (true) with check (true);
