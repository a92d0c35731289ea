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
  presented_on      date    null,
  approved_on       date    null,
  primary key (tenant_id, id)
);

create index meetings_arena on meetings (tenant_id, arena_id, day);

-- How an item of a meeting goes on, and the seats that have confirmed it: what each party is asked to confirm.
create table ways (
  tenant_id    varchar not null,
  meeting_id   uuid    not null,
  item         varchar not null, -- the number on the agenda, or the matter's id
  arena_id     uuid    not null,
  summary_id   uuid    not null,
  confirmed    uuid[]  not null,
  concluded_on date    not null,
  primary key (tenant_id, meeting_id, item)
);

create index ways_arena on ways (tenant_id, arena_id);

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

grant select, insert, update on meetings, ways, actions to trepart_app;
