-- Inputs without a name: what waits to be let into the log, what opens the answer, and what was said to one shop steward alone.
alter table inputs alter column giver drop not null; -- null: nobody knows
alter table inputs add column source varchar null;
alter table inputs add column is_asked boolean not null default false;

create table input_links (
  tenant_id varchar not null,
  id        uuid    not null,
  arena_id  uuid    not null,
  version   bigint  not null,
  opened_on date    not null,
  closed_on date    null,
  where_id  uuid    null, -- words
  primary key (tenant_id, id)
);

create index input_links_arena on input_links (tenant_id, arena_id);

-- Nothing here says who, from where, or when: no time, no number that counts, ids at random. Every row is written anew, in another order,
-- each time one is added (docs/decisions/0016-an-unnamed-input-stays-unnamed.md).
create table waiting_room (
  tenant_id varchar not null,
  id        uuid    not null,
  arena_id  uuid    not null,
  what      varchar not null, -- Input, Note, Reply, Withdrawal or Answer
  receipt   bytea   null, -- hash of the code that the giver was shown
  input_id  uuid    null, -- of a reply or withdrawal
  seat_id   uuid    null, -- the shop steward's, of a note
  meeting_id uuid   null, -- the staff meeting, of an answer
  question  int     null,
  kind      varchar null,
  text      text    null,
  primary key (tenant_id, id)
);

create table input_receipts (
  tenant_id varchar not null,
  receipt   bytea   not null,
  input_id  uuid    not null,
  primary key (tenant_id, receipt)
);

-- Read by whoever holds the seat and by nobody else. Not in the log: it is no part of the group's work until it is passed on.
create table steward_notes (
  tenant_id   varchar not null,
  id          uuid    not null,
  receipt     bytea   not null,
  arena_id    uuid    not null,
  seat_id     uuid    not null,
  text        text    not null,
  answer      text    null,
  released_on date    not null,
  input_id    uuid    null, -- what it was passed on as
  primary key (tenant_id, id)
);

create index steward_notes_seat on steward_notes (tenant_id, seat_id);
create index steward_notes_receipt on steward_notes (tenant_id, receipt);

-- The day on which the room was last emptied.
create table waiting_releases (
  tenant_id   varchar not null,
  released_on date    not null,
  primary key (tenant_id)
);

grant select, insert, update on input_links, waiting_releases to trepart_app;
grant select, insert, delete on waiting_room, input_receipts to trepart_app;
grant select, insert, update, delete on steward_notes to trepart_app;
