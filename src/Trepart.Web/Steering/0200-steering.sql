-- What waits for the steering group, and what it compares itself with; the rest is read from the group's own stream. Texts stand in words.
create table steering_groups (
  tenant_id      varchar not null,
  arena_id       uuid    not null,
  template       varchar null, -- the handbook's until the group chooses
  review_on      date    null, -- when the mandate is looked at again
  constituted_on date    null,
  election_on    date    null,
  primary key (tenant_id, arena_id)
);

create table steering_deviations (
  tenant_id varchar not null,
  arena_id  uuid    not null,
  point     varchar not null,
  reason_id uuid    not null,
  noted_on  date    not null,
  primary key (tenant_id, arena_id, point)
);

-- On which side of the council a politician's seat is: the seat's, and never a person's. No party stands anywhere.
create table seat_sides (
  tenant_id varchar not null,
  seat_id   uuid    not null,
  side      varchar not null,
  primary key (tenant_id, seat_id)
);

create table steering_items (
  tenant_id      varchar not null,
  id             uuid    not null,
  arena_id       uuid    not null,
  version        bigint  not null,
  kind           varchar not null,
  theme          int     null,
  title_id       uuid    not null,
  stage          varchar not null,
  put_up_on      date    not null,
  put_up_by      uuid    null, -- a seat
  touched_on     date    not null,
  latest         varchar not null, -- the kind of the latest event
  routed_to      varchar null,
  routed_on      date    null,
  responsible_id uuid    null,
  answered_on    date    null, -- of a signal
  primary key (tenant_id, id)
);

create index steering_items_arena on steering_items (tenant_id, arena_id, stage);

grant select, insert, update on steering_groups, steering_deviations, seat_sides, steering_items to trepart_app;
