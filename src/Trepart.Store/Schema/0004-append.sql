-- Appending with less work for the same log: docs/decisions/0006-appending-near-the-floor.md says what was measured.

-- An event and its stream are written by the same function, which alone may write either; a stream that was missing
-- would show as a hole in the log, which stops every reader.
alter table mt_events drop constraint mt_events_tenant_id_stream_id_fkey;

-- Room for the version to move within its page, without touching the index.
alter table mt_streams set (fillfactor = 80);

drop function trepart_append(
  varchar, timestamptz, uuid, bytea, jsonb, varchar, varchar, jsonb, uuid[], varchar[], bigint[], bigint[],
  uuid[], uuid[], bigint[], uuid[], varchar[], varchar[], jsonb[], bytea[], uuid[], uuid[], text[], bytea[]);

-- What goes wrong is raised by name, so that the service can answer without a second look in the common case:
-- TR001 the command is known, TR002 a stream has moved, TR003 the municipality is closed for writing, TR004 there is no such municipality.

create function trepart_refuse(p_tenant varchar, p_state varchar) returns void language plpgsql as $$
begin
  if p_state = 'TR003' and not exists (select from tenant_heads where tenant_id = p_tenant) then
    p_state := 'TR004';
  end if;
  raise exception using errcode = p_state, message = case p_state
    when 'TR001' then 'command is known'
    when 'TR002' then 'stream has moved'
    when 'TR003' then 'municipality is closed for writing'
    else 'no such municipality' end;
end $$;

-- Any number of events of any number of streams. One event of one stream is appended by a statement of the service's own, which does the same.
create function trepart_append(
  p_tenant varchar, p_recorded_at timestamptz, p_command uuid, p_fingerprint bytea, p_answer jsonb,
  p_correlation varchar, p_causation varchar, p_headers jsonb,
  p_streams uuid[], p_stream_types varchar[], p_expected bigint[], p_versions bigint[],
  p_ids uuid[], p_event_streams uuid[], p_event_versions bigint[], p_event_arenas uuid[], p_types varchar[], p_data jsonb[], p_leaves bytea[],
  p_words uuid[], p_word_streams uuid[], p_texts text[], p_salts bytea[])
returns bigint language plpgsql as $$
declare
  count constant bigint := cardinality(p_ids);
  base bigint;
begin
  insert into commands (tenant_id, command_id, fingerprint, answer, recorded_at)
  values (p_tenant, p_command, p_fingerprint, p_answer, p_recorded_at)
  on conflict do nothing;
  if not found then
    perform trepart_refuse(p_tenant, 'TR001');
  end if;

  update tenant_heads set position = position + count where tenant_id = p_tenant and writable returning position - count into base;
  if not found then
    perform trepart_refuse(p_tenant, 'TR003');
  end if;

  for i in 1 .. cardinality(p_streams) loop
    if p_expected[i] = 0 then
      insert into mt_streams (tenant_id, id, type, version, timestamp, created)
      values (p_tenant, p_streams[i], p_stream_types[i], p_versions[i], p_recorded_at, p_recorded_at)
      on conflict do nothing;
    else
      update mt_streams set version = p_versions[i], timestamp = p_recorded_at
      where tenant_id = p_tenant and id = p_streams[i] and version = p_expected[i];
    end if;
    if not found then
      perform trepart_refuse(p_tenant, 'TR002');
    end if;
  end loop;

  insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers, arena_id, leaf_hash)
  select base + e.n, e.id, e.stream_id, e.version, e.data, e.type, p_recorded_at, p_tenant, p_correlation, p_causation, p_headers, e.arena_id, e.leaf
  from unnest(p_ids, p_event_streams, p_event_versions, p_event_arenas, p_types, p_data, p_leaves)
       with ordinality as e (id, stream_id, version, arena_id, type, data, leaf, n);

  insert into words (tenant_id, stream_id, id, text, salt)
  select p_tenant, w.stream_id, w.id, w.text, w.salt from unnest(p_words, p_word_streams, p_texts, p_salts) as w (id, stream_id, text, salt);
  return base;
end $$;

revoke all on function trepart_refuse, trepart_append from public;
grant execute on function trepart_refuse, trepart_append to trepart_app;
