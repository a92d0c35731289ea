-- Important processes in the municipality, who was involved in them and when, and who says that it was not.
create table processes (
  tenant_id     varchar not null,
  id            uuid    not null,
  arena_id      uuid    not null, -- where it was registered, and is answered for
  version       bigint  not null,
  title_id      uuid    not null,
  kind          varchar not null,
  owner_id      uuid    not null,
  about_id      uuid    null,
  workplace_id  uuid    null,     -- null where it is about the whole municipality
  began_on      date    not null,
  planned_end   date    null,
  registered_on date    not null,
  ended_on      date    null,
  result_id     uuid    null,
  primary key (tenant_id, id)
);

create table involvements (
  tenant_id     varchar   not null,
  process_id    uuid      not null,
  number        int       not null,
  day           date      not null,
  form          varchar   not null,
  phase         varchar   not null,
  parts         varchar[] not null,
  organisations varchar[] not null, -- of the stewards among the parts
  what_id       uuid      null,
  matter_id     uuid      null,
  item_id       uuid      null,
  decision_id   uuid      null,
  seat_id       uuid      not null, -- that put it down
  noted_on      date      not null,
  taken_back_on date      null,
  why_id        uuid      null,
  primary key (tenant_id, process_id, number)
);

create index involvements_matter on involvements (tenant_id, matter_id) where matter_id is not null;

create table involvement_lacks (
  tenant_id    varchar not null,
  process_id   uuid    not null,
  number       int     not null,
  phase        varchar not null,
  part         varchar not null,
  organisation varchar null,
  what_id      uuid    not null,
  noted_on     date    not null,
  answer_id    uuid    null,
  answered_on  date    null,
  primary key (tenant_id, process_id, number)
);

grant select, insert, update on processes, involvements, involvement_lacks to trepart_app;
