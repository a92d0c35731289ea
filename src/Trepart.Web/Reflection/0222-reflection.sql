-- Exercises in reflection, made from the log. What was shared stands in words.
create table exercises (
  tenant_id    varchar not null,
  id           uuid    not null,
  arena_id     uuid    not null,
  version      bigint  not null,
  set_name     varchar not null,
  started_on   date    not null,
  shared       int     not null, -- answers
  summary_id   uuid    null,
  surprised_id uuid    null,
  summary_on   date    null,
  agreed       uuid[]  not null, -- the seats that stand behind the summary as it is
  stands       boolean not null,
  matters      uuid[]  not null,
  ended_on     date    null,
  primary key (tenant_id, id)
);

create index exercises_arena on exercises (tenant_id, arena_id);

-- What someone wrote alone. Not in the log and in no list: read by the one who wrote it, gone when the exercise ends or its time is over.
-- Tied to the holding, as what a chief and one whom she follows up have between them (docs/decisions/0021-what-is-thought-alone.md).
create table private_answers (
  tenant_id   varchar not null,
  exercise_id uuid    not null,
  holding     uuid    not null,
  question    int     not null,
  thinking_as varchar not null,
  text        text    not null,
  written_on  date    not null,
  primary key (tenant_id, exercise_id, holding, question, thinking_as),
  foreign key (tenant_id, holding) references holdings (tenant_id, id) on delete cascade
);

create index private_answers_holding on private_answers (tenant_id, holding);

grant select, insert, update on exercises to trepart_app;
grant select, insert, update, delete on private_answers to trepart_app;
grant select, delete on private_answers to trepart_retention;
grant select on exercises to trepart_retention;
