-- How long each kind is kept, where the municipality has chosen it: an inline table of the log.
create table retention_choices (
  tenant_id varchar not null,
  kind      varchar not null,
  months    int     not null,
  chosen_on date    not null,
  primary key (tenant_id, kind)
);

-- What was erased because its time was over: what kind, how many, up to which date; never what it said.
create table retention_runs (
  tenant_id varchar     not null,
  kind      varchar     not null,
  until     date        not null, -- what is older than this was erased
  erased    bigint      not null,
  ran_at    timestamptz not null,
  primary key (tenant_id, kind, until)
);

-- When each kind was last looked through to its end, and up to which date.
create table retention_looks (
  tenant_id varchar     not null,
  kind      varchar     not null,
  until     date        not null,
  looked_at timestamptz not null,
  primary key (tenant_id, kind)
);

grant select, insert, update on retention_choices, retention_runs, retention_looks to trepart_app;

-- What the service may only add to is erased by a role of its own, which the worker takes on for one transaction at a time.
grant usage on schema public to trepart_retention;
grant select on tenant_heads to trepart_retention;
grant select, delete on access_log, commands, invitations to trepart_retention;
grant select, insert, update on retention_runs to trepart_retention;
