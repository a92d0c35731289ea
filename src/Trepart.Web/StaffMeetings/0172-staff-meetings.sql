-- One row a staff meeting. What was asked and answered stands in its stream and its words.
create table staff_meetings (
  tenant_id varchar not null,
  id        uuid    not null,
  arena_id  uuid    not null,
  version   bigint  not null,
  held_on   date    not null,
  theme_id  uuid    not null,
  stage     varchar not null,
  primary key (tenant_id, id)
);

create index staff_meetings_arena on staff_meetings (tenant_id, arena_id, held_on);

grant select, insert, update on staff_meetings to trepart_app;
