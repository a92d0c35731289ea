-- What a chief and one whom she follows up have between them. Not in the log: it is no part of any group's work, and is erased at once.
-- Tied to holdings, so that it stays with the two who wrote it (docs/decisions/0018-follow-up-stays-between-the-two.md).
create table follow_up_entries (
  tenant_id  varchar not null,
  id         uuid    not null, -- made by the one who sends it: sent again it is the same
  holding    uuid    not null, -- of the one who is followed up
  by_holding uuid    not null,
  kind       varchar not null, -- Ask, Note, Talk or Step
  readers    uuid[]  not null, -- the holdings of the chief's seat that may read it; a step is read by whoever has that seat
  text       text    null,
  happens_on date    null, -- the day of a talk; by when a step is planned
  done_on    date    null, -- when an ask was answered, and a step done
  written_on date    not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, holding) references holdings (tenant_id, id) on delete cascade,
  foreign key (tenant_id, by_holding) references holdings (tenant_id, id) on delete cascade
);

create index follow_up_entries_holding on follow_up_entries (tenant_id, holding);
create index follow_up_entries_by on follow_up_entries (tenant_id, by_holding);

-- Asking twice is asking once.
create unique index follow_up_asks on follow_up_entries (tenant_id, holding) where kind = 'Ask' and done_on is null;

-- Who would like a seat that nobody has. The row is gone when it is taken back, put aside, or the seat is taken.
create table seat_interests (
  tenant_id varchar not null,
  id        uuid    not null,
  seat_id   uuid    not null,
  holding   uuid    not null,
  given_on  date    not null,
  primary key (tenant_id, id),
  unique (tenant_id, seat_id, holding),
  foreign key (tenant_id, holding) references holdings (tenant_id, id) on delete cascade
);

create index seat_interests_holding on seat_interests (tenant_id, holding);

grant select, insert, update, delete on follow_up_entries to trepart_app;
grant select, insert, delete on seat_interests to trepart_app;
grant select, delete on follow_up_entries, seat_interests to trepart_retention;
grant select on seat_holdings to trepart_retention;
