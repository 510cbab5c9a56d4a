-- Staff page through the entries of a contest by when they changed. Milliseconds, as the driver's dates have them: with
-- microseconds, a page would begin with the last row of the page before.
alter table app.entry alter column updated_at type timestamptz(3);
create index on app.entry (contest_id, updated_at, id) where current_version > 0;
