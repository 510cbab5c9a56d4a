-- Whoever leaves a class, or is removed, also leaves what others of the class share: a project in a class is open to its
-- members while they sit in that class or teach it. Coming back to the class, they are members again.
create or replace function app.joined_project_ids() returns uuid[]
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(m.project_id), '{}')
  from app.project_member m join app.project p on p.id = m.project_id
  where m.person_id = app.person_id()
    and (p.class_id is null or p.class_id = any (app.seated_class_ids()) or p.class_id = any (app.taught_class_ids()))
$$;
