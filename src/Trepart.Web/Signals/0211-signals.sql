-- What the steering group asks the groups, or tells them, and what each group replied.
create table signals (
  tenant_id varchar not null,
  id        uuid    not null,
  version   bigint  not null,
  kind      varchar not null,
  title_id  uuid    not null,
  text_id   uuid    not null,
  arenas    uuid[]  not null, -- the groups asked; none where it is every group
  everyone  boolean not null,
  sent_on   date    not null,
  answer_by date    null,
  closed_on date    null,
  result_id uuid    null,
  primary key (tenant_id, id)
);

create table replies (
  tenant_id  varchar not null,
  id         uuid    not null,
  signal_id  uuid    not null,
  arena_id   uuid    not null,
  version    bigint  not null,
  answer_id  uuid    null,
  replied_on date    not null,
  primary key (tenant_id, id)
);

create index replies_signal on replies (tenant_id, signal_id, arena_id);

grant select, insert, update on signals, replies to trepart_app;
