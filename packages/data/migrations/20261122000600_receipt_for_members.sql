-- Who is invited and has not answered has no receipt of the entry: asking again with a known key is for members who accepted.
create or replace function app.entry_submit(
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
    if known.entry_id <> entry or not exists (
      select from app.entry_member m
      where m.entry_id = entry and m.person_id = app.person_id() and m.accepted_at is not null
    ) then
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
