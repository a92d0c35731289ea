-- Tables of these tests' own projections.
create table note_sums (
  tenant_id varchar not null,
  arena_id  uuid    not null,
  notes     bigint  not null,
  total     bigint  not null check (total < 1000000000),
  primary key (tenant_id, arena_id)
);

create table notes (
  tenant_id varchar not null,
  id        uuid    not null,
  text      varchar not null,
  turns     int     not null check (turns < 100),
  primary key (tenant_id, id)
);

grant select, insert, update on note_sums, notes to trepart_app;
