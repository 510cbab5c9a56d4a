-- Everything that moves an entry. Requests cannot write to the tables of entries; they call these, which check state, people
-- and the database's clock in the transaction that writes, and leave an event. What a definition demands of the content is
-- checked before by @paperkite/contest.

create function app.entry_log(e app.entry, kind text, to_state text, n integer, subject uuid default null) returns void
  language sql volatile security definer set search_path = pg_catalog as $$
  insert into app.entry_event (entry_id, contest_id, kind, from_state, to_state, n, actor, subject)
  values (e.id, e.contest_id, kind, e.state, to_state, n, app.pseudonym_of(app.person_id()), app.pseudonym_of(subject))
$$;

-- The entry, locked, if the caller is an accepted member of it (or its leader) and it is in one of the states.
create function app.entry_for_member(entry uuid, states text[], as_leader boolean default false) returns app.entry
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry;
begin
  select x.* into e from app.entry x where x.id = entry for update;
  if not found or not exists (
    select from app.entry_member m
    where m.entry_id = entry and m.person_id = app.person_id() and m.accepted_at is not null and (m.leader or not as_leader)
  ) then
    perform app.fail('not_allowed');
  end if;
  if not e.state = any (states) then
    perform app.fail('entry_state');
  end if;
  return e;
end
$$;

-- The entry, locked, if the caller is staff over it and has no part in it, and version n still awaits a decision.
create function app.entry_for_staff(entry uuid, n integer) returns app.entry
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry;
begin
  select x.* into e from app.entry x where x.id = entry for update;
  if not found or not e.unit_path && app.staffed_unit_ids('{admin,organiser}')
     or exists (select from app.entry_member m where m.entry_id = entry and m.person_id = app.person_id()) then
    perform app.fail('not_allowed');
  end if;
  if e.state <> 'submitted' or e.current_version <> n then
    perform app.fail('entry_state');
  end if;
  return e;
end
$$;

create function app.owns_or_joined(project uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select exists (
    select from app.project p where p.id = project and p.deleted_at is null
      and (p.owner_id = app.person_id() or p.id = any (app.joined_project_ids()))
  )
$$;

create function app.entry_create(
  entry uuid, contest uuid, track text, group_name text, class uuid, project uuid, team_max integer
) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  c app.contest;
  u app.unit;
  e app.entry;
  mine app.seat;
begin
  if exists (select from app.entry_member m where m.entry_id = entry and m.person_id = app.person_id() and m.leader) then
    return; -- asked twice
  end if;
  select x.* into c from app.contest x where x.id = contest;
  select x.* into u from app.unit x join app.class k on k.unit_id = x.id where k.id = class;
  select x.* into mine from app.seat x
  where x.class_id = class and x.person_id = app.person_id() and x.removed_at is null;
  if c.id is null or u.id is null or not c.unit_id = any (u.path)
     or (mine.id is null and not class = any (app.taught_class_ids()))
     or (project is not null and not app.owns_or_joined(project)) then
    perform app.fail('not_allowed');
  end if;
  if c.state <> 'open' then
    perform app.fail('contest_not_open');
  end if;
  insert into app.entry (id, contest_id, track, group_name, unit_id, unit_path, team_max)
  values (entry, contest, track, group_name, u.id, u.path, team_max) returning * into e;
  insert into app.entry_draft (entry_id, project_id) values (entry, project);
  insert into app.entry_member (entry_id, person_id, seat_id, leader, nickname, accepted_at)
  values (entry, app.person_id(), mine.id, true,
          coalesce(mine.nickname, (select display_name from app.person where id = app.person_id())), clock_timestamp());
  perform app.entry_log(e, 'created', 'draft', 0, app.person_id());
end
$$;

create function app.entry_save(entry uuid, group_name text, project uuid, fields jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform app.entry_for_member(entry, '{draft,returned}');
  if project is not null and not app.owns_or_joined(project)
     and project is distinct from (select d.project_id from app.entry_draft d where d.entry_id = entry) then
    perform app.fail('not_allowed');
  end if;
  update app.entry e set group_name = entry_save.group_name, updated_at = clock_timestamp() where e.id = entry;
  update app.entry_draft d set project_id = project, fields = entry_save.fields, updated_at = clock_timestamp()
  where d.entry_id = entry;
end
$$;

create function app.entry_invite(entry uuid, seat uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry := app.entry_for_member(entry, '{draft,returned}', true);
  mate app.seat;
begin
  select s.* into mate from app.seat s
  where s.id = seat and s.removed_at is null
    and (s.class_id = any (app.seated_class_ids()) or s.class_id = any (app.taught_class_ids()));
  if not found then
    perform app.fail('not_allowed');
  end if;
  if exists (select from app.entry_member m where m.entry_id = entry and m.person_id = mate.person_id) then
    return;
  end if;
  if (select count(*) from app.entry_member m where m.entry_id = entry) >= e.team_max then
    perform app.fail('entry_team_full');
  end if;
  insert into app.entry_member (entry_id, person_id, seat_id, nickname)
  values (entry, mate.person_id, mate.id, mate.nickname);
  perform app.entry_log(e, 'invited', e.state, e.current_version, mate.person_id);
end
$$;

create function app.entry_answer(entry uuid, accept boolean) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry;
begin
  select x.* into e from app.entry x where x.id = entry for update;
  if not exists (
    select from app.entry_member m where m.entry_id = entry and m.person_id = app.person_id() and not m.leader
  ) then
    perform app.fail('not_allowed');
  end if;
  if e.state not in ('draft', 'returned') then
    perform app.fail('entry_state');
  end if;
  if accept then
    update app.entry_member m set accepted_at = clock_timestamp()
    where m.entry_id = entry and m.person_id = app.person_id() and m.accepted_at is null;
    if found then
      perform app.entry_log(e, 'joined', e.state, e.current_version, app.person_id());
    end if;
  else
    delete from app.entry_member m where m.entry_id = entry and m.person_id = app.person_id();
    perform app.entry_log(e, 'declined', e.state, e.current_version, app.person_id());
  end if;
end
$$;

-- The leader takes somebody out of the team; whoever wants to leave answers the invitation with no.
create function app.entry_remove(entry uuid, person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry := app.entry_for_member(entry, '{draft,returned}', true);
begin
  delete from app.entry_member m where m.entry_id = entry and m.person_id = person and not m.leader;
  if found then
    perform app.entry_log(e, 'left', e.state, e.current_version, person);
  end if;
end
$$;

-- The instant until which the entry may be handed in now, and which of the two rules says so.
create function app.entry_deadline(e app.entry, out deadline timestamptz, out by_return boolean)
  language sql stable security definer set search_path = pg_catalog as $$
  select case when e.state = 'returned' then r.fix_by else c.submit_closes_at end, e.state = 'returned'
  from app.contest c
  left join app.entry_return r on r.entry_id = e.id and r.n = e.current_version
  where c.id = e.contest_id
$$;

-- Notes that a submission begins, for the grace that covers slow uploads. Returns the server's time.
create function app.entry_begin_submit(entry uuid) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry := app.entry_for_member(entry, '{draft,returned}');
  at timestamptz := clock_timestamp();
begin
  if at <= coalesce((select d.deadline from app.entry_deadline(e) d), 'infinity') then
    update app.entry x set submit_begun_at = at where x.id = entry;
  end if;
  return at;
end
$$;

create function app.entry_check_time(e app.entry, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  c app.contest;
  due record;
begin
  select x.* into c from app.contest x where x.id = e.contest_id;
  select * into due from app.entry_deadline(e);
  if not due.by_return and (c.state = 'draft' or at < c.submit_opens_at) then
    perform app.fail('contest_not_open');
  end if;
  if (not due.by_return and c.state = 'closed')
     or (at > due.deadline
         and (e.submit_begun_at is null or e.submit_begun_at > due.deadline
              or at > due.deadline + make_interval(secs => c.grace_seconds))) then
    perform app.fail(case when due.by_return then 'fix_by_passed' else 'contest_closed' end);
  end if;
end
$$;

-- Uses up a place for everybody whom the limit counts. Between two submissions at once, the key decides.
create function app.entry_claim_places(e app.entry) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  c app.contest;
  member uuid;
begin
  select x.* into c from app.contest x where x.id = e.contest_id;
  delete from app.entry_claim k where k.entry_id = e.id
    and not exists (select from app.entry_member m where m.entry_id = e.id and m.person_id = k.person_id);
  if c.limit_max is null then
    return;
  end if;
  -- In one order for all, so that two teams that share members wait for each other and do not lock up.
  for member in
    select m.person_id from app.entry_member m
    where m.entry_id = e.id and (c.limit_count = 'member' or m.leader)
      and not exists (select from app.entry_claim k where k.entry_id = e.id and k.person_id = m.person_id)
    order by m.person_id
  loop
    for slot in 1 .. c.limit_max loop
      insert into app.entry_claim (contest_id, scope, person_id, slot, entry_id)
      values (e.contest_id, case c.limit_per when 'track' then e.track else '' end, member, slot, e.id)
      on conflict do nothing;
      exit when found;
      if slot = c.limit_max then
        perform app.fail('already_entered');
      end if;
    end loop;
  end loop;
end
$$;

-- Hands in: freezes document, form and files as the next version. Asked again with the same key, gives the same receipt.
create function app.entry_submit(
  entry uuid, idempotency_key text, group_name text, fields jsonb, document text, assets text[],
  out n integer, out submitted_at timestamptz, out snapshot_id text
)
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry;
  known app.entry_version;
begin
  perform from app.entry x where x.id = entry for update;
  select v.* into known from app.entry_version v where v.idempotency_key = entry_submit.idempotency_key;
  if found then
    if known.entry_id <> entry or not entry = any (app.own_entry_ids()) then
      perform app.fail('idempotency_mismatch');
    end if;
    n := known.n;
    submitted_at := known.submitted_at;
    snapshot_id := known.snapshot_id;
    return;
  end if;
  e := app.entry_for_member(entry, '{draft,returned}');
  submitted_at := clock_timestamp();
  perform app.entry_check_time(e, submitted_at);
  if exists (select from app.entry_member m where m.entry_id = entry and m.accepted_at is null) then
    perform app.fail('entry_member_pending');
  end if;
  if (select count(*) from app.entry_member m where m.entry_id = entry) > e.team_max then
    perform app.fail('entry_team_full');
  end if;
  perform app.entry_claim_places(e);

  n := e.current_version + 1;
  if document is not null then
    snapshot_id := app.freeze(document, (select d.project_id from app.entry_draft d where d.entry_id = entry), assets);
  end if;
  insert into app.entry_version (entry_id, n, snapshot_id, fields, idempotency_key, submitted_at)
  values (entry, entry_submit.n, entry_submit.snapshot_id, entry_submit.fields, entry_submit.idempotency_key,
          entry_submit.submitted_at);
  insert into app.entry_artefact (entry_id, n, name, sha256, filename)
  select u.entry_id, entry_submit.n, u.name, u.sha256, u.filename from app.entry_upload u where u.entry_id = entry;
  update app.entry_draft d set fields = entry_submit.fields where d.entry_id = entry;
  update app.entry x
  set state = 'submitted', current_version = entry_submit.n, group_name = entry_submit.group_name,
      submit_begun_at = null, updated_at = entry_submit.submitted_at
  where x.id = entry;
  perform app.entry_log(e, 'submitted', 'submitted', n);
end
$$;

create function app.entry_return(entry uuid, n integer, reasons jsonb, fix_by timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry := app.entry_for_staff(entry, n);
  at timestamptz := clock_timestamp();
begin
  if fix_by <= at then
    perform app.fail('fix_by_passed');
  end if;
  insert into app.entry_return (entry_id, n, reasons, fix_by, returned_at)
  values (entry, entry_return.n, entry_return.reasons, entry_return.fix_by, at);
  update app.entry x set state = 'returned', updated_at = at where x.id = entry;
  perform app.entry_log(e, 'returned', 'returned', n);
  perform app.audit('entry.returned', e.unit_id, null, 'entry', entry::text, jsonb_build_object('version', n));
end
$$;

create function app.entry_accept(entry uuid, n integer) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry := app.entry_for_staff(entry, n);
begin
  update app.entry x set state = 'accepted', updated_at = clock_timestamp() where x.id = entry;
  perform app.entry_log(e, 'accepted', 'accepted', n);
  perform app.audit('entry.accepted', e.unit_id, null, 'entry', entry::text, jsonb_build_object('version', n));
end
$$;

create function app.entry_withdraw(entry uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  e app.entry := app.entry_for_member(entry, '{draft,submitted,returned}', true);
begin
  delete from app.entry_claim k where k.entry_id = entry;
  update app.entry x set state = 'withdrawn', updated_at = clock_timestamp() where x.id = entry;
  perform app.entry_log(e, 'withdrawn', 'withdrawn', e.current_version);
end
$$;
