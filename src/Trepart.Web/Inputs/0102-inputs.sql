-- One row an input. Texts stand in words; the id here is the reference.
create table inputs (
  tenant_id   varchar not null,
  id          uuid    not null,
  arena_id    uuid    not null,
  version     bigint  not null,
  kind        varchar not null,
  text_id     uuid    not null,
  on_behalf   boolean not null,
  giver       uuid    not null, -- a holding
  given_on    date    not null,
  stage       varchar not null,
  disposition varchar null,
  routed_to   varchar null,
  reason_id   uuid    null,
  answered_on date    null,
  read_on     date    null,
  matter_id   uuid    null,
  primary key (tenant_id, id)
);

create index inputs_arena on inputs (tenant_id, arena_id, given_on);
create index inputs_matter on inputs (tenant_id, matter_id);

grant select, insert, update on inputs to trepart_app;
