-- Trust checks, made from the log: when, and the sums where enough answered.
create table trust_checks (
  tenant_id   varchar not null,
  id          uuid    not null,
  arena_id    uuid    not null,
  version     bigint  not null,
  opened_on   date    not null,
  closes_on   date    not null,
  asked       int     not null, -- persons
  set_number  int     not null,
  closed_on   date    null,
  answered    int     null, -- null where too few did
  fairness    int[]   null, -- how often each step was chosen
  trust       int[]   null,
  cooperation int[]   null,
  primary key (tenant_id, id)
);

create index trust_checks_arena on trust_checks (tenant_id, arena_id);

-- What has been answered while a check is open, and that someone has. Nothing joins the two: no person, no time, no number that counts, ids at random, the
-- answer sealed; both are written anew in another order each time one is added, and gone when the check is closed
-- (docs/decisions/0024-a-trust-check-knows-nobody.md).
create table trust_answers (
  tenant_id varchar not null,
  id        uuid    not null,
  check_id  uuid    not null,
  sealed    bytea   not null,
  primary key (tenant_id, id)
);

create table trust_marks (
  tenant_id varchar not null,
  check_id  uuid    not null,
  mark      bytea   not null, -- keyed hash of the check and the person
  primary key (tenant_id, check_id, mark)
);

grant select, insert, update on trust_checks to trepart_app;
grant select, insert, delete on trust_answers, trust_marks to trepart_app;
