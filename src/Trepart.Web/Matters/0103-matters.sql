-- One row a matter, and one a trial. Texts stand in words, under the matter's stream.
create table matters (
  tenant_id      varchar not null,
  id             uuid    not null,
  arena_id       uuid    not null,
  version        bigint  not null,
  title_id       uuid    not null,
  theme          varchar null,
  stage          varchar not null,
  deferred_until date    null,
  deferrals      int     not null,
  awaits_outcome varchar null, -- the decision line that has it
  raised_on      date    not null,
  closed_on      date    null,
  touched_on     date    not null,
  primary key (tenant_id, id)
);

create index matters_arena on matters (tenant_id, arena_id);

create table trials (
  tenant_id     varchar   not null,
  matter_id     uuid      not null,
  number        int       not null,
  arena_id      uuid      not null,
  stage         varchar   not null,
  change_id     uuid      not null,
  affected_ids  uuid[]    not null,
  effects       varchar[] null, -- in the order of affected_ids, once evaluated
  evaluate_on   date      null,
  proposed_on   date      not null,
  started_on    date      null,
  evaluated_on  date      null,
  ended_on      date      null, -- made permanent, reverted or withdrawn
  learned_id    uuid      null,
  extensions    int       not null,
  followed_up_on date     null,
  primary key (tenant_id, matter_id, number)
);

create index trials_arena on trials (tenant_id, arena_id);

grant select, insert, update on matters, trials to trepart_app;
