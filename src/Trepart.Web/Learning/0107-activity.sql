-- How often each thing has happened, by group and month: an async projection, brought up to date by workers.
create table activity (
  tenant_id varchar not null,
  arena_id  uuid    not null,
  month     date    not null, -- its first day; of when it happened
  event     varchar not null, -- the stored name
  times     bigint  not null,
  primary key (tenant_id, arena_id, month, event)
);

create index activity_month on activity (tenant_id, month);

grant select, insert, update on activity to trepart_app;
