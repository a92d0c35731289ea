-- The log of each municipality, laid out as Marten's event store in conjoined tenancy, so that Marten can read it.
-- tenant_id comes first in every key. Tables with municipal data have FORCE ROW LEVEL SECURITY; the few others hold ids and positions only.

create table tenants (
  tenant_id varchar not null primary key check (tenant_id ~ '^[a-z][a-z0-9-]{1,39}$'),
  placement varchar not null default 'default', -- which database holds the municipality
  created   timestamptz not null
);

-- Number, name, county and the like change over time; the id never does.
create table tenant_attributes (
  tenant_id  varchar not null references tenants,
  attribute  varchar not null check (attribute in ('name', 'number', 'organisation_number', 'county', 'written_language', 'accessibility_statement')),
  valid_from date    not null,
  value      varchar not null,
  primary key (tenant_id, attribute, valid_from)
);

create table tenant_heads (
  tenant_id varchar not null primary key references tenants,
  position  bigint  not null default 0,
  writable  boolean not null default true -- false while the municipality is moved
) with (fillfactor = 50);

create table mt_streams (
  tenant_id   varchar     not null,
  id          uuid        not null,
  type        varchar     null,
  version     bigint      null,
  timestamp   timestamptz not null,
  created     timestamptz not null,
  is_archived boolean     not null default false,
  primary key (tenant_id, id)
);

create table mt_events (
  seq_id         bigint       not null, -- the position in the municipality's log: 1, 2, 3, ... without holes
  id             uuid         not null,
  stream_id      uuid         not null,
  version        bigint       not null,
  data           jsonb        not null,
  bdata          bytea        null,
  type           varchar(500) not null,
  timestamp      timestamptz  not null, -- recorded at, by the service's clock; order is told by seq_id
  tenant_id      varchar      not null,
  mt_dotnet_type varchar      null, -- written for Marten, never read
  correlation_id varchar      null,
  causation_id   varchar      null,
  headers        jsonb        null, -- happened-on, actor, seat, command, visibility
  user_name      varchar      null, -- always null: a name never stands in an event
  is_archived    boolean      not null default false,
  arena_id       uuid         not null, -- ours
  leaf_hash      bytea        not null check (octet_length(leaf_hash) = 32), -- ours
  primary key (tenant_id, seq_id),
  foreign key (tenant_id, stream_id) references mt_streams (tenant_id, id)
);

create unique index pk_mt_events_stream_and_version on mt_events (tenant_id, stream_id, version);
create index mt_events_arena on mt_events (tenant_id, arena_id, seq_id);

-- The first answer to each command, for as long as anyone may ask again.
create table commands (
  tenant_id   varchar     not null,
  command_id  uuid        not null,
  fingerprint bytea       not null, -- keyed hash of what was asked: the same id with another body is told apart
  answer      jsonb       not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, command_id)
);

-- Texts that persons wrote. An event holds the id and a commitment; the text can be erased without touching the log.
create table words (
  tenant_id varchar not null,
  stream_id uuid    not null,
  id        uuid    not null,
  text      text    not null,
  salt      bytea   not null,
  primary key (tenant_id, stream_id, id)
);

-- The erasable register: the only place that knows who a holding of a seat is.
create table people (
  tenant_id varchar not null,
  id        uuid    not null,
  name      text    not null,
  primary key (tenant_id, id)
);

create table holdings (
  tenant_id varchar not null,
  id        uuid    not null,
  person_id uuid    not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);

create index holdings_person on holdings (tenant_id, person_id);

-- What this installation is. 'demo' lets one choose a demo person to sign in as, in Development on loopback; nothing else does.
create table installation (
  purpose varchar not null primary key check (purpose in ('demo'))
);

-- Appends one command's events. Raised by name, so that the service can answer without a second look in the common case:
-- TR001 the command is known, TR002 a stream has moved, TR003 the municipality is closed for writing, TR004 there is no such municipality.
create function trepart_append(
  p_tenant varchar, p_recorded_at timestamptz, p_command uuid, p_fingerprint bytea, p_answer jsonb,
  p_correlation varchar, p_causation varchar, p_headers jsonb,
  p_streams uuid[], p_stream_types varchar[], p_expected bigint[], p_versions bigint[],
  p_ids uuid[], p_event_streams uuid[], p_event_versions bigint[], p_event_arenas uuid[], p_types varchar[], p_clr_types varchar[],
  p_data jsonb[], p_leaves bytea[],
  p_words uuid[], p_word_streams uuid[], p_texts text[], p_salts bytea[])
returns bigint language plpgsql set search_path from current as $$
declare
  count constant bigint := cardinality(p_ids);
  base bigint;
begin
  insert into commands (tenant_id, command_id, fingerprint, answer, recorded_at)
  values (p_tenant, p_command, p_fingerprint, p_answer, p_recorded_at)
  on conflict do nothing;
  if not found then
    raise exception 'command is known' using errcode = 'TR001';
  end if;

  update tenant_heads set position = position + count where tenant_id = p_tenant and writable returning position - count into base;
  if not found then
    if exists (select from tenant_heads where tenant_id = p_tenant) then
      raise exception 'municipality is closed for writing' using errcode = 'TR003';
    end if;
    raise exception 'no such municipality' using errcode = 'TR004';
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
      raise exception 'stream has moved' using errcode = 'TR002';
    end if;
  end loop;

  insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id,
                         headers, arena_id, leaf_hash)
  select base + e.n, e.id, e.stream_id, e.version, e.data, e.type, p_recorded_at, p_tenant, e.clr_type, p_correlation, p_causation,
         p_headers, e.arena_id, e.leaf
  from unnest(p_ids, p_event_streams, p_event_versions, p_event_arenas, p_types, p_clr_types, p_data, p_leaves)
       with ordinality as e (id, stream_id, version, arena_id, type, clr_type, data, leaf, n);

  insert into words (tenant_id, stream_id, id, text, salt)
  select p_tenant, w.stream_id, w.id, w.text, w.salt from unnest(p_words, p_word_streams, p_texts, p_salts) as w (id, stream_id, text, salt);

  return base;
end $$;
