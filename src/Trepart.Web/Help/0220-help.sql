-- When a group stops, and whom it asks for help, made from the log. Texts stand in words. For the group alone, unless it lets others see.
create table help_requests (
  tenant_id         varchar   not null,
  id                uuid      not null,
  arena_id          uuid      not null,
  version           bigint    not null,
  stage             varchar   not null,
  called_on         date      not null,
  cause_id          uuid      null,
  cause_on          date      null,
  confirmed         uuid[]    not null, -- the seats that have confirmed the cause as it stands
  helpers           varchar[] not null,
  shares_id         uuid      null,
  asked_on          date      null,
  session_on        date      null, -- the next one, until it is held
  session_at        time      null,
  session_place     varchar   null,
  session_agreed_on date      null,
  sessions          int       not null, -- held
  showing           uuid[]    not null, -- the seats that agree to show it upwards
  shown             boolean   not null,
  learned_id        uuid      null,
  ended_on          date      null,
  primary key (tenant_id, id)
);

create index help_requests_arena on help_requests (tenant_id, arena_id);

-- Helpers' leave to read, given by all parties and taken back by any.
create table help_access (
  tenant_id   varchar not null,
  help_id     uuid    not null,
  number      int     not null,
  arena_id    uuid    not null,
  seat_id     uuid    not null, -- the helper's
  starts_on   date    not null,
  ends_on     date    not null, -- the last day
  matters     uuid[]  not null,
  agreed      uuid[]  not null,
  stage       varchar not null,
  proposed_on date    not null,
  primary key (tenant_id, help_id, number)
);

create index help_access_arena on help_access (tenant_id, arena_id);
create index help_access_seat on help_access (tenant_id, seat_id);

-- Everything that a helper has opened, for the group to see. Added to and never changed; not made from the log.
create table help_openings (
  tenant_id  varchar     not null,
  help_id    uuid        not null,
  id         uuid        not null,
  number     int         not null, -- of the leave that it was opened under
  opened_at  timestamptz not null,
  matter_id  uuid        null,     -- null for what the group shares itself
  by_program boolean     not null,
  primary key (tenant_id, help_id, id)
);

grant select, insert, update on help_requests, help_access to trepart_app;
grant select, insert on help_openings to trepart_app;
grant select, delete on help_openings to trepart_retention;
