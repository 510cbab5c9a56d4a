-- Who sees and does what. The matrix in src/policies.test.ts states the same from the outside, table by table.

do $$
declare
  t text;
begin
  for t in select tablename from pg_tables where schemaname = 'app' loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('create policy system on app.%I to paperkite_system using (true) with check (true)', t);
    execute format('grant %s on app.%I to paperkite_system',
      case
        when t in ('audit_event', 'entry_event', 'contest_definition') then 'select, insert'
        when t in ('snapshot', 'snapshot_asset', 'entry_version', 'entry_artefact', 'entry_return') then 'select, insert, delete'
        else 'select, insert, update, delete'
      end, t);
  end loop;
end
$$;

-- Units: everybody may know them; admins build below their own.
grant select on app.unit to paperkite_anonymous, paperkite_person;
grant insert (id, parent_id, kind, code, name_zh, name_en), update (name_zh, name_en, closed_at) on app.unit to paperkite_person;
create policy read on app.unit for select to paperkite_anonymous, paperkite_person using (true);
create policy add on app.unit for insert to paperkite_person
  with check (path && (select app.staffed_unit_ids('{admin}')));
create policy change on app.unit for update to paperkite_person
  using (path && (select app.staffed_unit_ids('{admin}')));

-- People: oneself, and those whom class or office make one responsible for.
grant select, update (display_name, locale) on app.person to paperkite_person;
create policy read on app.person for select to paperkite_person
  using (
    id = (select app.person_id())
    or id = any ((select app.known_person_ids())::uuid[])
    or exists (select from app.unit_role r where r.person_id = person.id)
  );
create policy change on app.person for update to paperkite_person using (id = (select app.person_id()));

-- Offices: one's own; admins give and take them at or below their units.
grant select, insert, delete on app.unit_role to paperkite_person;
create policy read on app.unit_role for select to paperkite_person
  using (
    person_id = (select app.person_id())
    or exists (select from app.unit u where u.id = unit_id and u.path && (select app.staffed_unit_ids('{admin}')))
  );
create policy add on app.unit_role for insert to paperkite_person
  with check (
    granted_by = (select app.person_id()) and app.is_adult(person_id)
    and exists (select from app.unit u where u.id = unit_id and u.path && (select app.staffed_unit_ids('{admin}')))
  );
create policy take on app.unit_role for delete to paperkite_person
  using (exists (select from app.unit u where u.id = unit_id and u.path && (select app.staffed_unit_ids('{admin}'))));

-- Classes: those who teach or sit in them; admins of the unit see that they exist.
grant select, insert (id, unit_id, name, created_by), update (name, frozen) on app.class to paperkite_person;
create policy read on app.class for select to paperkite_person
  using (
    id = any ((select app.taught_class_ids())::uuid[])
    or id = any ((select app.seated_class_ids())::uuid[])
    or exists (select from app.unit u where u.id = unit_id and u.path && (select app.staffed_unit_ids('{admin}')))
  );
create policy add on app.class for insert to paperkite_person
  with check (created_by = (select app.person_id()) and app.is_adult(created_by));
create policy change on app.class for update to paperkite_person using (id = any ((select app.taught_class_ids())::uuid[]));

grant select, insert, update (revoked_at, expires_at) on app.class_code to paperkite_person;
create policy teachers on app.class_code to paperkite_person using (class_id = any ((select app.taught_class_ids())::uuid[]));

grant select, insert (class_id, person_id, added_by), delete on app.class_teacher to paperkite_person;
create policy read on app.class_teacher for select to paperkite_person
  using (
    class_id = any ((select app.taught_class_ids())::uuid[]) or class_id = any ((select app.seated_class_ids())::uuid[])
  );
create policy add on app.class_teacher for insert to paperkite_person
  with check (
    added_by = (select app.person_id()) and app.is_adult(person_id)
    and (
      class_id = any ((select app.taught_class_ids())::uuid[])
      or (person_id = (select app.person_id()) and app.founds_class(class_id))
    )
  );
create policy take on app.class_teacher for delete to paperkite_person
  using (class_id = any ((select app.taught_class_ids())::uuid[]));

-- Seats: one's own; the teachers'. What classmates know of each other comes from app.classmates.
grant select, update (nickname, grade, removed_at) on app.seat to paperkite_person;
create policy read on app.seat for select to paperkite_person
  using (person_id = (select app.person_id()) or class_id = any ((select app.taught_class_ids())::uuid[]));
create policy change on app.seat for update to paperkite_person using (class_id = any ((select app.taught_class_ids())::uuid[]));

grant select, update (title), delete on app.handout to paperkite_person;
create policy read on app.handout for select to paperkite_person
  using (
    class_id = any ((select app.taught_class_ids())::uuid[]) or class_id = any ((select app.seated_class_ids())::uuid[])
  );
create policy change on app.handout for update to paperkite_person using (class_id = any ((select app.taught_class_ids())::uuid[]));
create policy take on app.handout for delete to paperkite_person using (class_id = any ((select app.taught_class_ids())::uuid[]));

-- Projects: owner, members, and the teachers of the class while the owner sits in it.
grant select, insert (id, owner_id, class_id, handout_id, title),
  update (title, class_id, thumbnail, updated_at, handed_in_at, deleted_at) on app.project to paperkite_person;
create policy read on app.project for select to paperkite_person
  using (
    owner_id = (select app.person_id())
    or (deleted_at is null and id = any ((select app.joined_project_ids())::uuid[]))
    or (deleted_at is null and class_id = any ((select app.taught_class_ids())::uuid[]) and app.holds_seat(owner_id, class_id))
  );
create policy add on app.project for insert to paperkite_person
  with check (
    owner_id = (select app.person_id())
    and (
      class_id is null
      or class_id = any ((select app.seated_class_ids())::uuid[]) or class_id = any ((select app.taught_class_ids())::uuid[])
    )
    and (handout_id is null or exists (select from app.handout h where h.id = handout_id and h.class_id = project.class_id))
  );
create policy change on app.project for update to paperkite_person
  using (owner_id = (select app.person_id()) or (deleted_at is null and id = any ((select app.joined_project_ids())::uuid[])));

grant select, delete on app.project_member to paperkite_person;
create policy read on app.project_member for select to paperkite_person
  using (exists (select from app.project p where p.id = project_id));
create policy take on app.project_member for delete to paperkite_person
  using (
    person_id = (select app.person_id())
    or exists (select from app.project p where p.id = project_id and p.owner_id = (select app.person_id()))
  );

grant select on app.project_asset, app.project_version to paperkite_person;
create policy read on app.project_asset for select to paperkite_person
  using (exists (select from app.project p where p.id = project_id));
create policy read on app.project_version for select to paperkite_person
  using (exists (select from app.project p where p.id = project_id));

-- Contests: the open ones are public; what was open stays readable to those who sign in; drafts are the unit's.
grant select on app.contest_definition, app.contest to paperkite_anonymous, paperkite_person;
grant insert, update (title, state, window_changes, submit_opens_at, submit_closes_at, grace_seconds, limit_max, limit_per,
  limit_count) on app.contest to paperkite_person;
create policy read on app.contest_definition for select to paperkite_person using (true);
create policy read_open on app.contest_definition for select to paperkite_anonymous
  using (exists (select from app.contest c where c.definition_id = contest_definition.id and c.definition_version = contest_definition.version));
create policy read_open on app.contest for select to paperkite_anonymous using (state = 'open');
create policy read on app.contest for select to paperkite_person
  using (
    state in ('open', 'closed')
    or exists (select from app.unit u where u.id = unit_id and u.path && (select app.staffed_unit_ids('{admin,organiser}')))
  );
create policy add on app.contest for insert to paperkite_person
  with check (exists (select from app.unit u where u.id = unit_id and u.path && (select app.staffed_unit_ids('{admin,organiser}'))));
create policy change on app.contest for update to paperkite_person
  using (exists (select from app.unit u where u.id = unit_id and u.path && (select app.staffed_unit_ids('{admin,organiser}'))));

-- Entries: the entrants, their teachers, and, once submitted, the staff at or above their unit.
grant select on app.entry, app.entry_draft, app.entry_upload, app.entry_member, app.entry_version, app.entry_artefact,
  app.entry_return, app.entry_event to paperkite_person;
create policy read on app.entry for select to paperkite_person
  using (
    id = any ((select app.own_entry_ids())::uuid[]) or id = any ((select app.taught_entry_ids())::uuid[])
    or (current_version > 0 and unit_path && (select app.staffed_unit_ids('{admin,organiser,reviewer}')))
  );
create policy read on app.entry_draft for select to paperkite_person
  using (entry_id = any ((select app.own_entry_ids())::uuid[]) or entry_id = any ((select app.taught_entry_ids())::uuid[]));
create policy read on app.entry_upload for select to paperkite_person
  using (entry_id = any ((select app.own_entry_ids())::uuid[]) or entry_id = any ((select app.taught_entry_ids())::uuid[]));
create policy read on app.entry_version for select to paperkite_person
  using (exists (select from app.entry e where e.id = entry_id));
create policy read on app.entry_artefact for select to paperkite_person
  using (exists (select from app.entry e where e.id = entry_id));
create policy read on app.entry_return for select to paperkite_person
  using (exists (select from app.entry e where e.id = entry_id));

-- Who the entrants are, and who did what, is not for reviewers: even a pseudonym would tie two works together.
create policy read on app.entry_member for select to paperkite_person
  using (
    entry_id = any ((select app.own_entry_ids())::uuid[]) or entry_id = any ((select app.taught_entry_ids())::uuid[])
    or exists (select from app.entry e where e.id = entry_id and e.current_version > 0
               and e.unit_path && (select app.staffed_unit_ids('{admin,organiser}')))
  );
create policy read on app.entry_event for select to paperkite_person
  using (
    entry_id = any ((select app.own_entry_ids())::uuid[]) or entry_id = any ((select app.taught_entry_ids())::uuid[])
    or exists (select from app.entry e where e.id = entry_id and e.current_version > 0
               and e.unit_path && (select app.staffed_unit_ids('{admin,organiser}')))
  );

-- Frozen works and bytes follow what refers to them.
grant select on app.snapshot, app.snapshot_asset, app.asset to paperkite_person;
create policy read on app.snapshot for select to paperkite_person
  using (
    exists (select from app.handout h where h.snapshot_id = snapshot.id)
    or exists (select from app.entry_version v where v.snapshot_id = snapshot.id)
  );
create policy read on app.snapshot_asset for select to paperkite_person
  using (exists (select from app.snapshot s where s.id = snapshot_id));
create policy read on app.asset for select to paperkite_person
  using (
    exists (select from app.project_asset x where x.sha256 = asset.sha256)
    or exists (select from app.snapshot_asset x where x.sha256 = asset.sha256)
    or exists (select from app.entry_upload x where x.sha256 = asset.sha256)
    or exists (select from app.entry_artefact x where x.sha256 = asset.sha256)
  );

grant select on app.audit_event to paperkite_person;
create policy read on app.audit_event for select to paperkite_person
  using (unit_path && (select app.staffed_unit_ids('{admin}')));

-- Functions: those that look past the policies run as paperkite_system, which needs no superuser for it; nobody calls
-- anything that is not named here.
grant create on schema app to paperkite_system;
do $$
declare
  f regprocedure;
begin
  for f in select oid::regprocedure from pg_proc where pronamespace = 'app'::regnamespace and prosecdef loop
    execute format('alter function %s owner to paperkite_system', f);
  end loop;
end
$$;
revoke create on schema app from paperkite_system;
revoke execute on all functions in schema app from public;
grant execute on all functions in schema app to paperkite_system;
grant execute on function app.person_id(), app.staffed_unit_ids(text[]) to paperkite_anonymous;
grant execute on function
  app.person_id(), app.fail(text), app.taught_class_ids(), app.seated_class_ids(), app.staffed_unit_ids(text[]),
  app.known_person_ids(), app.joined_project_ids(), app.own_entry_ids(), app.taught_entry_ids(), app.holds_seat(uuid, uuid),
  app.is_adult(uuid), app.founds_class(uuid), app.classmates(uuid), app.audit(text, uuid, uuid, text, text, jsonb),
  app.project_invite(uuid, uuid), app.hand_out(uuid, uuid, text, text, uuid, text[]),
  app.entry_create(uuid, uuid, text, text, uuid, uuid, integer), app.entry_save(uuid, text, uuid, jsonb),
  app.entry_invite(uuid, uuid), app.entry_answer(uuid, boolean), app.entry_remove(uuid, uuid), app.entry_begin_submit(uuid),
  app.entry_submit(uuid, text, text, jsonb, text, text[]), app.entry_return(uuid, integer, jsonb, timestamptz),
  app.entry_accept(uuid, integer), app.entry_withdraw(uuid)
  to paperkite_person;
