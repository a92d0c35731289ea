-- What each group has told the steering group of a period, and what it answered; a note of the chiefs' own beside it; and how often reports are due.
create table reports (
  tenant_id      varchar not null,
  id             uuid    not null,
  arena_id       uuid    not null,
  version        bigint  not null,
  from_on        date    not null,
  until_on       date    not null,
  stage          varchar not null,
  text_id        uuid    not null,
  problem_id     uuid    null,
  parties        jsonb   null, -- the seats of each party, once it is presented
  approvals      uuid[]  not null default '{}',
  figures        jsonb   null, -- as the parties approve them
  presented_on   date    null,
  sent_on        date    null,
  answered_on    date    null,
  answer_kind    varchar null,
  answer_id      uuid    null,
  on_problem_id  uuid    null,
  handed_to      varchar null, -- the decision line that got it
  outcome_id     uuid    null,
  outcome_on     date    null,
  read_on        date    null, -- the group has read the answer, or what came back
  primary key (tenant_id, id)
);

create index reports_arena on reports (tenant_id, arena_id, until_on);
create index reports_waiting on reports (tenant_id, sent_on) where stage = 'Sent';

create table report_notes (
  tenant_id varchar not null,
  report_id uuid    not null,
  number    bigint  not null, -- the entry of the report's story
  seat_id   uuid    not null,
  note_id   uuid    not null,
  noted_on  date    not null,
  primary key (tenant_id, report_id, number)
);

create table report_rhythms (
  tenant_id varchar not null,
  id        uuid    not null,
  number    int     not null, -- the municipality's first choice is 1
  rhythm    varchar not null,
  chosen_on date    not null,
  primary key (tenant_id, id)
);

grant select, insert, update on reports, report_notes, report_rhythms to trepart_app;
