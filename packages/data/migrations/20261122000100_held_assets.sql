-- Bytes and frozen works that nothing refers to are swept away. Whoever is about to refer to one holds this lock until the
-- end of the transaction, and the sweep waits: between a check and the row that rests on it, nothing goes. Lock the project,
-- entry or class first: who deletes those has them locked while it waits for the sweep.
create function app.hold_assets() returns void
  language sql volatile set search_path = pg_catalog as $$
  select pg_advisory_xact_lock_shared(hashtextextended('paperkite assets', 0))
$$;
revoke execute on function app.hold_assets() from public;
grant execute on function app.hold_assets() to paperkite_person, paperkite_system;

create or replace function app.sweep() returns text[]
  language plpgsql set search_path = pg_catalog as $$
declare
  dropped text[];
begin
  perform pg_advisory_xact_lock(hashtextextended('paperkite assets', 0));
  delete from app.snapshot s
  where not exists (select from app.handout h where h.snapshot_id = s.id)
    and not exists (select from app.entry_version v where v.snapshot_id = s.id);
  with gone as (
    delete from app.asset a
    where not exists (select from app.project_asset x where x.sha256 = a.sha256)
      and not exists (select from app.snapshot_asset x where x.sha256 = a.sha256)
      and not exists (select from app.entry_upload x where x.sha256 = a.sha256)
      and not exists (select from app.entry_artefact x where x.sha256 = a.sha256)
      and not exists (select from app.project x where x.thumbnail = a.sha256)
    returning a.sha256
  )
  select coalesce(array_agg(sha256), '{}') into dropped from gone;
  return dropped;
end
$$;

-- Freezes a document, whole or not at all: fails with `assets_missing` when the project has not, or not any more, all that
-- the document names. A hash alone opens nothing.
create or replace function app.freeze(document text, project uuid, assets text[]) returns text
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  frozen text := encode(sha256(convert_to(document, 'UTF8')), 'hex');
  held text[];
begin
  select coalesce(array_agg(h.sha256), '{}') into held
  from (select a.sha256 from app.project_asset a where a.project_id = project and a.sha256 = any (assets)
        order by a.sha256 for key share) h;
  if exists (select from unnest(assets) x where x <> all (held)) then
    perform app.fail('assets_missing');
  end if;
  perform app.hold_assets();
  insert into app.snapshot (id, document) values (frozen, document) on conflict do nothing;
  insert into app.snapshot_asset (snapshot_id, sha256) select frozen, x from unnest(held) x on conflict do nothing;
  return frozen;
end
$$;

create or replace function app.hand_out(id uuid, class uuid, title text, document text, project uuid, assets text[]) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not class = any (app.taught_class_ids())
     or not exists (select from app.project p where p.id = project and p.owner_id = app.person_id()) then
    perform app.fail('not_allowed');
  end if;
  perform from app.class c where c.id = class for key share;
  insert into app.handout (id, class_id, snapshot_id, title, created_by)
  values (id, class, app.freeze(document, project, assets), title, app.person_id());
end
$$;

-- Before a submission, in its transaction: the files are those that were checked, and stay until it ends. `files` is name
-- -> SHA-256. Fails with `assets_missing` when they are others by now.
create function app.entry_hold_uploads(entry uuid, files jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not entry = any (app.own_entry_ids()) then
    perform app.fail('not_allowed');
  end if;
  perform from app.entry x where x.id = entry for update;
  perform from app.entry_upload u where u.entry_id = entry order by u.name for share;
  if files is distinct from (
    select coalesce(jsonb_object_agg(u.name, u.sha256), '{}') from app.entry_upload u where u.entry_id = entry
  ) then
    perform app.fail('assets_missing');
  end if;
end
$$;
grant create on schema app to paperkite_system;
alter function app.entry_hold_uploads(uuid, jsonb) owner to paperkite_system;
revoke create on schema app from paperkite_system;
revoke execute on function app.entry_hold_uploads(uuid, jsonb) from public;
grant execute on function app.entry_hold_uploads(uuid, jsonb) to paperkite_person, paperkite_system;

-- A picture on a work's card belongs to the work as long as it is on the card: no other row keeps it, and who may see the
-- work may see it.
drop policy read on app.asset;
create policy read on app.asset for select to paperkite_person
  using (
    exists (select from app.project_asset x where x.sha256 = asset.sha256)
    or exists (select from app.snapshot_asset x where x.sha256 = asset.sha256)
    or exists (select from app.entry_upload x where x.sha256 = asset.sha256)
    or exists (select from app.entry_artefact x where x.sha256 = asset.sha256)
    or exists (select from app.project x where x.thumbnail = asset.sha256)
  );
