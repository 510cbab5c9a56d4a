-- What the policies ask about the caller. Each returns all ids at once, so that a policy that wraps it in a sub-select
-- calls it once for a statement and not once for a row. They run as paperkite_system, which sees every row, and thereby
-- cannot recurse into the policies that use them.

create function app.taught_class_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(class_id), '{}') from app.class_teacher where person_id = app.person_id()
$$;

create function app.seated_class_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(class_id), '{}') from app.seat where person_id = app.person_id() and removed_at is null
$$;

-- Units in which the caller holds one of the roles. Whatever has one of them in its path is at or below them.
create function app.staffed_unit_ids(roles text[]) returns uuid[]
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct unit_id), '{}') from app.unit_role
  where person_id = app.person_id() and role = any (roles)
$$;

-- Pupils of the caller's classes, fellow teachers, and the teachers of classes in which the caller sits. Not classmates.
create function app.known_person_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct known.person_id), '{}') from (
    select person_id from app.seat where class_id = any (app.taught_class_ids()) and removed_at is null
    union all
    select person_id from app.class_teacher
    where class_id = any (app.taught_class_ids()) or class_id = any (app.seated_class_ids())
  ) as known
$$;

create function app.joined_project_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(project_id), '{}') from app.project_member where person_id = app.person_id()
$$;

-- Entries of which the caller is a member, accepted or invited.
create function app.own_entry_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(entry_id), '{}') from app.entry_member where person_id = app.person_id()
$$;

-- Entries of pupils who sit in the caller's classes.
create function app.taught_entry_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct m.entry_id), '{}')
  from app.entry_member m join app.seat s on s.id = m.seat_id
  where s.class_id = any (app.taught_class_ids()) and s.removed_at is null
$$;

create function app.holds_seat(person uuid, class uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from app.seat where person_id = person and class_id = class and removed_at is null)
$$;

create function app.is_adult(who uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from app.person where id = who and kind = 'adult')
$$;

-- Whether the caller made this class and nobody teaches it yet: the moment between the two rows of a new class.
create function app.founds_class(which uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from app.class where id = which and created_by = app.person_id())
     and not exists (select from app.class_teacher where class_id = which)
$$;

-- What a pupil may know of the others in the class.
create function app.classmates(class uuid) returns table (seat_id uuid, nickname text)
  language sql stable security definer set search_path = pg_catalog as $$
  select id, nickname from app.seat
  where class_id = class and removed_at is null
    and (class = any (app.seated_class_ids()) or class = any (app.taught_class_ids()))
  order by nickname_key
$$;

create function app.pseudonym_of(person uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog as $$
  select pseudonym from app.pseudonym where person_id = person
$$;

-- Writes an audit row as the caller, who cannot choose another actor. The server's own work has none.
create function app.audit(
  action text, unit uuid, subject uuid default null, object_kind text default null, object_id text default null,
  details jsonb default '{}'
) returns void
  language sql volatile security definer set search_path = pg_catalog as $$
  insert into app.audit_event (actor, action, unit_path, subject, object_kind, object_id, details)
  values (app.pseudonym_of(app.person_id()), action, coalesce((select u.path from app.unit u where u.id = unit), '{}'),
          app.pseudonym_of(subject), object_kind, object_id, details)
$$;

-- Members share the work, the owner decides what becomes of it, and takes it only into a class of one's own.
create function app.project_guard() returns trigger
  language plpgsql set search_path = pg_catalog as $$
begin
  if current_user <> 'paperkite_person' then
    return new;
  end if;
  if old.owner_id <> app.person_id()
     and (new.deleted_at, new.class_id, new.handed_in_at) is distinct from (old.deleted_at, old.class_id, old.handed_in_at)
  then
    perform app.fail('not_allowed');
  end if;
  if new.class_id is distinct from old.class_id and new.class_id is not null
     and not new.class_id = any (app.seated_class_ids() || app.taught_class_ids())
  then
    perform app.fail('not_allowed');
  end if;
  return new;
end
$$;
create trigger project_guard before update on app.project for each row execute function app.project_guard();

-- Shares a project with a classmate, who is known to the owner by seat only.
create function app.project_invite(project uuid, seat uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  mate app.seat;
begin
  select s.* into mate from app.seat s join app.project p on p.class_id = s.class_id
  where s.id = seat and s.removed_at is null
    and p.id = project and p.owner_id = app.person_id() and p.deleted_at is null
    and (s.class_id = any (app.seated_class_ids()) or s.class_id = any (app.taught_class_ids()));
  if not found or mate.person_id = app.person_id() then
    perform app.fail('not_allowed');
  end if;
  insert into app.project_member (project_id, person_id, nickname)
  values (project, mate.person_id, mate.nickname) on conflict do nothing;
end
$$;

-- Freezes a document. Its assets are those of the project that the document names: a hash alone opens nothing.
create function app.freeze(document text, project uuid, assets text[]) returns text
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  frozen text := encode(sha256(convert_to(document, 'UTF8')), 'hex');
begin
  insert into app.snapshot (id, document) values (frozen, document) on conflict do nothing;
  insert into app.snapshot_asset (snapshot_id, sha256)
  select frozen, a.sha256 from app.project_asset a where a.project_id = project and a.sha256 = any (assets)
  on conflict do nothing;
  return frozen;
end
$$;

create function app.hand_out(id uuid, class uuid, title text, document text, project uuid, assets text[]) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not class = any (app.taught_class_ids())
     or not exists (select from app.project p where p.id = project and p.owner_id = app.person_id()) then
    perform app.fail('not_allowed');
  end if;
  insert into app.handout (id, class_id, snapshot_id, title, created_by)
  values (id, class, app.freeze(document, project, assets), title, app.person_id());
end
$$;
