-- A group's rules of play, a row for each version; who stands behind which; and what is expected of each seat.
create table rules (
  tenant_id  varchar not null,
  id         uuid    not null,
  arena_id   uuid    not null,
  number     int     not null, -- the group's first version is 1
  point_ids  uuid[]  not null,
  adopted_on date    not null,
  primary key (tenant_id, id)
);

create index rules_arena on rules (tenant_id, arena_id, number);

create table rules_acknowledged (
  tenant_id       varchar not null,
  rules_id        uuid    not null,
  seat_id         uuid    not null,
  acknowledged_on date    not null,
  stands          boolean not null, -- false once another has taken the seat
  primary key (tenant_id, rules_id, seat_id)
);

create index rules_acknowledged_seat on rules_acknowledged (tenant_id, seat_id);

create table seat_expectations (
  tenant_id       varchar not null,
  seat_id         uuid    not null,
  expectations_id uuid    not null,
  number          int     not null,
  stated_on       date    not null,
  primary key (tenant_id, seat_id)
);

grant select, insert, update on rules, rules_acknowledged, seat_expectations to trepart_app;
