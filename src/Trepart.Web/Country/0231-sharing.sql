-- What the municipality has said yes to: an inline table of the log.
create table sharing_consents (
  tenant_id  varchar not null,
  kind       varchar not null,
  granted_on date    not null,
  stopped_on date    null, -- where it is shared no longer
  primary key (tenant_id, kind)
);

-- How often each thing has happened, by group and quarter: an async projection. Inputs are counted for the municipality alone, under no group.
create table quarter_activity (
  tenant_id varchar not null,
  arena_id  uuid    not null,
  quarter   date    not null, -- its first day; of when it happened
  event     varchar not null, -- the stored name
  times     bigint  not null,
  primary key (tenant_id, arena_id, quarter, event)
);

grant select, insert, update on sharing_consents, quarter_activity to trepart_app;
