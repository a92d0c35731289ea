-- The municipality's tree of workplaces, one row each. People are a number here, and nothing else.
create table workplaces (
  tenant_id     varchar not null,
  id            uuid    not null,
  version       bigint  not null,
  level         varchar not null,
  name          varchar not null,
  parent_id     uuid    null, -- null at the top
  employees     int     null, -- null where nobody has counted
  registered_on date    not null,
  closed_on     date    null,
  primary key (tenant_id, id)
);

grant select, insert, update on workplaces to trepart_app;
