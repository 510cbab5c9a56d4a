-- Schemas, roles, and the functions that every table needs.
--
-- app       what Paperkite stores. Requests reach it as paperkite_anonymous or paperkite_person, the server's own work as
--           paperkite_system. Not `public`, which Supabase would show to the world.
-- identity  what better-auth and the pupils' sign-in store. Request roles have no way in. Not `auth`, which belongs to
--           Supabase where there is one.

do $$
declare
  name text;
begin
  foreach name in array array['paperkite_anonymous', 'paperkite_person', 'paperkite_system', 'paperkite_auth'] loop
    begin
      -- Roles belong to the whole cluster: another database, or another process at this moment, may have made them.
      if not exists (select from pg_roles where rolname = name) then
        execute format('create role %I nologin noinherit', name);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
    execute format('grant %I to current_user', name);
  end loop;
end
$$;

create schema if not exists app;
create schema if not exists identity;

grant usage on schema app to paperkite_anonymous, paperkite_person, paperkite_system;
grant usage on schema identity to paperkite_auth, paperkite_system;

-- The caller's person id, set for one transaction by `withCaller`. Null for anonymous callers.
create function app.person_id() returns uuid
  language sql stable parallel safe
  set search_path = pg_catalog
  as $$ select nullif(current_setting('app.person_id', true), '')::uuid $$;

-- For tables that nobody may change, whatever grants a later migration hands out by mistake.
create function app.refuse_change() returns trigger
  language plpgsql
  set search_path = pg_catalog
  as $$
begin
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'PK001';
end
$$;

-- Expected failures carry their code as the hint, under one SQLSTATE, so that the application can tell them from bugs.
create function app.fail(code text) returns void
  language plpgsql
  set search_path = pg_catalog
  as $$
begin
  raise exception '%', code using errcode = 'PK002', hint = code;
end
$$;
