-- One row a meeting, and one an action, made from the log. Texts stand in words; a place is a room.
create table meetings (
  tenant_id         varchar not null,
  id                uuid    not null,
  arena_id          uuid    not null,
  version           bigint  not null,
  day               date    not null,
  at                time    not null, -- by the clock in Norway, whatever the season
  lasts             int     not null, -- minutes
  place             varchar null,
  chair             varchar not null,
  cooperation_every int     null,
  series_id         uuid    null,
  stage             varchar not null,
  parties           jsonb   null, -- the seats of each party, once the minutes are presented
  approvals         uuid[]  not null default '{}',
  approved_on       date    null,
  primary key (tenant_id, id)
);

create index meetings_arena on meetings (tenant_id, arena_id, day);

create table actions (
  tenant_id  varchar not null,
  id         uuid    not null,
  arena_id   uuid    not null,
  version    bigint  not null,
  what_id    uuid    not null,
  seats      uuid[]  not null,
  due        date    null,
  joint      boolean not null,
  meeting_id uuid    null,
  item       int     null,
  matter_id  uuid    null,
  stage      varchar not null,
  carried    int     not null,
  agreed_on  date    not null,
  ended_on   date    null,
  primary key (tenant_id, id)
);

create index actions_arena on actions (tenant_id, arena_id, stage);

grant select, insert, update on meetings, actions to trepart_app;
