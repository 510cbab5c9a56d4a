-- Returned entries whose date for corrections has passed, and with it the grace for a submission begun in time, end here.
-- They no longer use up anybody's place. Returns how many. Only paperkite_system may.
create function app.expire_entries() returns integer
  language plpgsql set search_path = pg_catalog as $$
declare
  e app.entry;
  n integer := 0;
begin
  for e in
    select x.* from app.entry x
    join app.entry_return r on r.entry_id = x.id and r.n = x.current_version
    join app.contest c on c.id = x.contest_id
    where x.state = 'returned' and r.fix_by + make_interval(secs => c.grace_seconds) < clock_timestamp()
    order by x.id
    for update of x skip locked
  loop
    delete from app.entry_claim k where k.entry_id = e.id;
    update app.entry x set state = 'expired', updated_at = clock_timestamp() where x.id = e.id;
    perform app.entry_log(e, 'expired', 'expired', e.current_version);
    n := n + 1;
  end loop;
  return n;
end
$$;
revoke execute on function app.expire_entries() from public;
grant execute on function app.expire_entries() to paperkite_system;
