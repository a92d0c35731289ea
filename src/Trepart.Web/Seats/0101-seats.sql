-- Who sits where. Inline tables: one row a thing, kept in the append's own transaction.
create table arenas (
  tenant_id      varchar not null,
  id             uuid    not null,
  kind           varchar not null,
  name           varchar not null,
  workplace      varchar null,
  established_on date    not null,
  primary key (tenant_id, id)
);

create table seats (
  tenant_id    varchar not null,
  id           uuid    not null,
  arena_id     uuid    not null,
  role         varchar not null,
  organisation varchar null,
  position     int     not null, -- the order in which the roles are usually named
  primary key (tenant_id, id)
);

create index seats_arena on seats (tenant_id, arena_id);

-- The days of a holding. Who it is stands in the register, and nowhere here.
create table seat_holdings (
  tenant_id varchar not null,
  id        uuid    not null,
  seat_id   uuid    not null,
  taken_on  date    not null,
  left_on   date    null,
  primary key (tenant_id, id)
);

grant select, insert, update on arenas, seats, seat_holdings to trepart_app;
