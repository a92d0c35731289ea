-- Appending with less work for the same log: docs/decisions/0006-appending-near-the-floor.md says what was measured.

-- A stream belongs to one arena for good, and says so itself: one entry for each stream instead of one for each event.
alter table mt_streams add column arena_id uuid null; -- ours
do $$
declare
  t varchar;
  missing bigint;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);
    update mt_streams s set arena_id = (select e.arena_id from mt_events e where e.tenant_id = t and e.stream_id = s.id and e.version = 1) where s.tenant_id = t;
    select count(*) into missing from mt_streams s where s.tenant_id = t and s.arena_id is null;
    if missing > 0 then
      raise exception 'in % there are % streams without a first event', t, missing;
    end if;
    select count(*) into missing from mt_events e join mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id
    where e.tenant_id = t and e.arena_id <> s.arena_id;
    if missing > 0 then
      raise exception 'in % there are % events of another arena than their stream''s', t, missing;
    end if;
  end loop;
end $$;
alter table mt_streams alter column arena_id set not null;
create index mt_streams_arena on mt_streams (tenant_id, arena_id, id);
drop index mt_events_arena;

drop function trepart_append(
  varchar, timestamptz, uuid, bytea, jsonb, varchar, varchar, jsonb, uuid[], varchar[], bigint[], bigint[],
  uuid[], uuid[], bigint[], uuid[], varchar[], jsonb[], bytea[], uuid[], uuid[], text[], bytea[]);

-- It looks whether a command or a stream is there instead of inserting with `on conflict`: under the municipality's lock nobody else
-- can put it there meanwhile, and the look costs neither a lock nor a record in the write-ahead log of its own.
create function trepart_append(
  p_tenant varchar, p_recorded_at timestamptz, p_command uuid, p_fingerprint bytea, p_answer jsonb,
  p_correlation varchar, p_causation varchar, p_headers jsonb,
  p_streams uuid[], p_stream_types varchar[], p_stream_arenas uuid[], p_expected bigint[], p_versions bigint[],
  p_ids uuid[], p_event_streams uuid[], p_event_versions bigint[], p_event_arenas uuid[], p_types varchar[], p_data jsonb[], p_leaves bytea[],
  p_words uuid[], p_word_streams uuid[], p_texts text[], p_salts bytea[])
returns bigint language plpgsql as $$
declare
  count constant bigint := cardinality(p_ids);
  base bigint;
begin
  insert into commands (tenant_id, command_id, fingerprint, answer, recorded_at)
  select p_tenant, p_command, p_fingerprint, p_answer, p_recorded_at
  where not exists (select from commands c where c.tenant_id = p_tenant and c.command_id = p_command);
  if not found then
    perform trepart_refuse(p_tenant, 'TR001');
  end if;

  update tenant_heads set position = position + count where tenant_id = p_tenant and writable returning position - count into base;
  if not found then
    perform trepart_refuse(p_tenant, 'TR003');
  end if;

  for i in 1 .. cardinality(p_streams) loop
    if p_expected[i] = 0 then
      insert into mt_streams (tenant_id, id, type, version, timestamp, created, arena_id)
      select p_tenant, p_streams[i], p_stream_types[i], p_versions[i], p_recorded_at, p_recorded_at, p_stream_arenas[i]
      where not exists (select from mt_streams s where s.tenant_id = p_tenant and s.id = p_streams[i]);
    else
      update mt_streams set version = p_versions[i], timestamp = p_recorded_at
      where tenant_id = p_tenant and id = p_streams[i] and version = p_expected[i] and arena_id = p_stream_arenas[i];
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

revoke all on function trepart_append from public;
grant execute on function trepart_append to trepart_app;
