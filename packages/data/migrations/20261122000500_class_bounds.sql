-- How often the teachers of a class changed. Links that invite a teacher are signed over it: it only rises, while the set of
-- teachers comes back to what it was when somebody who came in is taken out.
alter table app.class add column teacher_changes integer not null default 0;

create function app.count_teacher_change() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
begin
  update app.class set teacher_changes = teacher_changes + 1
  where id = case tg_op when 'DELETE' then old.class_id else new.class_id end;
  return null;
end
$$;
create trigger count_teacher_change after insert or delete on app.class_teacher
  for each row execute function app.count_teacher_change();

-- A class has 200 seats at most: a roster that grows without end is nobody's class. Counted under a lock
-- on the class.
create function app.keep_seats_few() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
begin
  perform from app.class where id = new.class_id for no key update;
  if (select count(*) from app.seat where class_id = new.class_id and removed_at is null and id <> new.id) >= 200 then
    perform app.fail('class_full');
  end if;
  return new;
end
$$;
create trigger keep_seats_few before insert on app.seat
  for each row when (new.removed_at is null) execute function app.keep_seats_few();
create trigger keep_seats_few_again before update of removed_at on app.seat
  for each row when (old.removed_at is not null and new.removed_at is null) execute function app.keep_seats_few();

grant create on schema app to paperkite_system;
alter function app.count_teacher_change() owner to paperkite_system;
alter function app.keep_seats_few() owner to paperkite_system;
revoke create on schema app from paperkite_system;
revoke execute on function app.count_teacher_change(), app.keep_seats_few() from public;
