-- Political decisions that were made elsewhere, what groups do about them, where what groups learned was used; and what groups celebrate.
create table political_decisions (
  tenant_id   varchar not null,
  id          uuid    not null,
  version     bigint  not null,
  title_id    uuid    not null,
  body        varchar not null,
  decided_on  date    not null,
  case_number varchar null,
  primary key (tenant_id, id)
);

create table decision_links (
  tenant_id   varchar not null,
  id          uuid    not null,
  decision_id uuid    not null,
  arena_id    uuid    not null,
  version     bigint  not null,
  matter_id   uuid    null,
  report_id   uuid    null,
  read_on     date    null, -- the group has read where what it learned was used
  said_on     date    not null,
  primary key (tenant_id, id)
);

create index decision_links_decision on decision_links (tenant_id, decision_id);

create table learning_used (
  tenant_id   varchar not null,
  decision_id uuid    not null,
  source_id   uuid    not null, -- an experience or a report
  how_id      uuid    not null,
  used_on     date    not null,
  primary key (tenant_id, decision_id, source_id)
);

create index learning_used_source on learning_used (tenant_id, source_id);

create table wins (
  tenant_id     varchar not null,
  id            uuid    not null,
  arena_id      uuid    not null,
  version       bigint  not null,
  what_id       uuid    not null,
  thanks_id     uuid    null,
  matter_id     uuid    null,
  celebrated_on date    not null,
  greeting_ids  uuid[]  not null default '{}',
  primary key (tenant_id, id)
);

create index wins_day on wins (tenant_id, celebrated_on);

grant select, insert, update on political_decisions, decision_links, learning_used, wins to trepart_app;
