-- The groups' own goals, and what a group itself says of each quarter. What it said before it saw it otherwise stands in the log.
create table goals (
  tenant_id  varchar not null,
  id         uuid    not null,
  arena_id   uuid    not null,
  version    bigint  not null,
  kind       varchar not null,
  what_id    uuid    not null,
  sign_id    uuid    null, -- how the group will see it
  set_on     date    not null,
  ended_on   date    null,
  learned_id uuid    null,
  primary key (tenant_id, id)
);

create index goals_arena on goals (tenant_id, arena_id);

create table goal_assessments (
  tenant_id   varchar not null,
  goal_id     uuid    not null,
  year        int     not null,
  quarter     int     not null,
  attainment  varchar not null,
  note_id     uuid    null,
  assessed_on date    not null,
  primary key (tenant_id, goal_id, year, quarter)
);

grant select, insert, update on goals, goal_assessments to trepart_app;
