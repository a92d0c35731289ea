-- How far each async projection has come in each municipality. Ids and positions only, so that a worker can find who is behind.
create table checkpoints (
  tenant_id  varchar     not null references tenants,
  projection varchar     not null,
  definition int         not null, -- of what the rows mean; another one waits for a rebuild
  position   bigint      not null,
  worked_at  timestamptz not null, -- whoever has waited longest comes first
  retry_at   timestamptz null,     -- after a failure: not before then
  primary key (tenant_id, projection)
);

-- Streams that a projection could not go on with. The rest of the municipality goes on; nothing is skipped.
create table parked_streams (
  tenant_id  varchar     not null references tenants,
  projection varchar     not null,
  stream_id  uuid        not null,
  position   bigint      not null, -- of the event that it stopped at
  error      varchar     not null, -- the kind of error and the event's stored name; never its content
  tries      int         not null,
  parked_at  timestamptz not null,
  retry_at   timestamptz not null,
  primary key (tenant_id, projection, stream_id)
);

grant select, insert, update on checkpoints to trepart_app;
grant select, insert, update, delete on parked_streams to trepart_app;
