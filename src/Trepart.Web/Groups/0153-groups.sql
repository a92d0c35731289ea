-- What a group has said of itself, and the unions at its workplace. Of a union stands the organisation, never a person or a number of members.
create table group_facts (
  tenant_id  varchar not null,
  arena_id   uuid    not null,
  builds_on  varchar null,
  rhythm     varchar null,
  maturity   varchar null,
  purpose_id uuid    null,
  involvement_id uuid null,
  primary key (tenant_id, arena_id)
);

create table group_deviations (
  tenant_id varchar not null,
  arena_id  uuid    not null,
  point     varchar not null,
  reason_id uuid    not null,
  noted_on  date    not null,
  primary key (tenant_id, arena_id, point)
);

create table unions (
  tenant_id    varchar not null,
  id           uuid    not null,
  version      bigint  not null,
  arena_id     uuid    not null,
  organisation varchar not null,
  stage        varchar not null,
  stage_on     date    not null, -- the day of the latest invitation or answer
  invitations  int     not null,
  speaker      uuid    null,     -- the seat that represents it
  reason_id    uuid    null,
  primary key (tenant_id, id)
);

create index unions_arena on unions (tenant_id, arena_id);

grant select, insert, update on group_facts, group_deviations, unions to trepart_app;
