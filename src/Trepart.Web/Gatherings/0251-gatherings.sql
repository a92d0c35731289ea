-- Gatherings where groups show one another what they have done, and what each group shows.
create table gatherings (
  tenant_id varchar not null,
  id        uuid    not null,
  version   bigint  not null,
  theme_id  uuid    not null,
  place_id  uuid    null,
  day       date    not null,
  arenas    uuid[]  not null, -- the groups that are invited; none where it is every group
  everyone  boolean not null,
  planned_on date    not null,
  cancelled boolean not null default false,
  reason_id uuid    null,     -- why it was cancelled
  primary key (tenant_id, id)
);

create table presentations (
  tenant_id    varchar not null,
  id           uuid    not null,
  gathering_id uuid    not null,
  arena_id     uuid    not null,
  version      bigint  not null,
  stage        varchar not null,
  text_id      uuid    not null,
  journey      boolean not null, -- its journey in figures is shown too
  agreed       uuid[]  not null default '{}', -- the seats that agree to it as it stands
  written_on   date    not null,
  shown_on     date    null,
  primary key (tenant_id, id)
);

create index presentations_gathering on presentations (tenant_id, gathering_id);
create index presentations_arena on presentations (tenant_id, arena_id);

grant select, insert, update on gatherings, presentations to trepart_app;
