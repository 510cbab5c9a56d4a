-- Erasing. Logs stay, and know people only by pseudonyms, whose owners are forgotten here. Only paperkite_system may.

-- Removes snapshots and assets that nothing refers to any more. Returns the hashes of bytes that storage should drop,
-- unless an asset with that hash has come back in the meantime.
create function app.sweep() returns text[]
  language plpgsql set search_path = pg_catalog as $$
declare
  dropped text[];
begin
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

-- Takes a person out of entries: a team goes on without, under another leader if need be; a work of one's own goes.
create function app.leave_entries(who uuid, entries uuid[]) returns void
  language plpgsql set search_path = pg_catalog as $$
declare
  e app.entry;
  heir uuid;
begin
  for e in select x.* from app.entry x where x.id = any (entries) order by x.id for update loop
    select m.person_id into heir from app.entry_member m
    where m.entry_id = e.id and m.person_id <> who and m.accepted_at is not null
    order by m.leader desc, m.accepted_at limit 1;
    if heir is null then
      perform app.entry_log(e, 'erased', 'erased', e.current_version, who);
      delete from app.entry where id = e.id;
    else
      perform app.entry_log(e, 'left', e.state, e.current_version, who);
      delete from app.entry_claim k where k.entry_id = e.id and k.person_id = who;
      delete from app.entry_member m where m.entry_id = e.id and m.person_id = who;
      update app.entry_member m set leader = true where m.entry_id = e.id and m.person_id = heir;
    end if;
  end loop;
end
$$;

-- Takes a person out of projects they own: a shared one passes to the member of longest standing, others go.
create function app.leave_projects(who uuid, projects uuid[]) returns void
  language plpgsql set search_path = pg_catalog as $$
declare
  p uuid;
  heir uuid;
begin
  for p in select x.id from app.project x where x.id = any (projects) and x.owner_id = who order by x.id for update loop
    select m.person_id into heir from app.project_member m
    where m.project_id = p and m.person_id <> who order by m.added_at limit 1;
    if heir is null then
      delete from app.project where id = p;
    else
      update app.project set owner_id = heir where id = p;
      delete from app.project_member m where m.project_id = p and m.person_id in (heir, who);
    end if;
  end loop;
end
$$;

-- Everything personal of one person. Fails with `sole_teacher` while a class would be left without one.
create function app.erase_person(who uuid) returns void
  language plpgsql set search_path = pg_catalog as $$
begin
  perform from app.person where id = who for update;
  if not found then
    perform app.fail('not_found');
  end if;
  perform app.leave_entries(who, array(select entry_id from app.entry_member where person_id = who));
  perform app.leave_projects(who, array(select id from app.project where owner_id = who));
  delete from app.class_teacher where person_id = who;
  delete from app.seat where person_id = who;
  insert into app.audit_event (actor, action, subject)
  values (app.pseudonym_of(app.person_id()), 'person.erased', app.pseudonym_of(who));
  delete from app.person where id = who;
  delete from identity."user" where id = who;
end
$$;

-- A class with everything personal in it: pupils who sit nowhere else are erased; the others lose what they made here.
create function app.delete_class(which uuid) returns void
  language plpgsql set search_path = pg_catalog as $$
declare
  s app.seat;
begin
  perform from app.class where id = which for update;
  if not found then
    perform app.fail('not_found');
  end if;
  for s in select x.* from app.seat x where x.class_id = which order by x.id loop
    if exists (select from app.person where id = s.person_id and kind = 'pupil')
       and not exists (select from app.seat x where x.person_id = s.person_id and x.class_id <> which) then
      perform app.erase_person(s.person_id);
    else
      perform app.leave_entries(s.person_id, array(select entry_id from app.entry_member where seat_id = s.id));
      perform app.leave_projects(
        s.person_id, array(select id from app.project where owner_id = s.person_id and class_id = which));
    end if;
  end loop;
  insert into app.audit_event (actor, action, unit_path, object_kind, object_id)
  select app.pseudonym_of(app.person_id()), 'class.deleted', u.path, 'class', which::text
  from app.class c join app.unit u on u.id = c.unit_id where c.id = which;
  delete from app.class where id = which;
end
$$;
