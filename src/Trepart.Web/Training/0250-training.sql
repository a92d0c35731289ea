-- The municipality's trainings, and which seats of a group took part. Whoever takes a seat after the day of a training has not had it.
create table trainings (
  tenant_id varchar not null,
  id        uuid    not null,
  version   bigint  not null,
  stage     varchar not null,
  title_id  uuid    not null,
  kind      varchar not null,
  audience  varchar not null,
  day       date    not null, -- planned, or when it was held
  reason_id uuid    null,     -- why it was cancelled
  primary key (tenant_id, id)
);

create table participations (
  tenant_id     varchar not null,
  id            uuid    not null,
  training_id   uuid    not null,
  arena_id      uuid    not null,
  version       bigint  not null,
  seats         uuid[]  not null,
  registered_on date    not null,
  withdrawn     boolean not null default false,
  primary key (tenant_id, id)
);

create index participations_training on participations (tenant_id, training_id);
create index participations_arena on participations (tenant_id, arena_id);

grant select, insert, update on trainings, participations to trepart_app;
