-- Confirming is for admins of a unit above: whoever administers only the school itself would confirm their own claim.
create function app.unit_confirming() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog
  as $$
begin
  if new.verified is distinct from old.verified and app.person_id() is not null
     and not (old.path[1 : cardinality(old.path) - 1] && app.staffed_unit_ids('{admin}')) then
    perform app.fail('not_allowed');
  end if;
  return new;
end
$$;
create trigger unit_confirming before update of verified on app.unit
  for each row execute function app.unit_confirming();
revoke execute on function app.unit_confirming() from public;
