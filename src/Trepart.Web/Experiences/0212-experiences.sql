-- What groups tell everyone of what they tried, to whom it was offered, and what came of it there.
create table experiences (
  tenant_id    varchar not null,
  id           uuid    not null,
  arena_id     uuid    not null,
  version      bigint  not null,
  stage        varchar not null,
  title_id     uuid    not null,
  situation_id uuid    not null,
  tried_id     uuid    not null,
  result_id    uuid    not null,
  tips_id      uuid    null,
  outcome      varchar not null,
  theme        varchar null,
  matter_id    uuid    null,
  parties      jsonb   null, -- the seats of each party, once it is presented
  approvals    uuid[]  not null default '{}',
  presented_on date    null,
  published_on date    null,
  shareable    boolean not null default false, -- the group has agreed that it may be read outside the municipality
  withdrawn_on date    null,
  primary key (tenant_id, id)
);

create index experiences_arena on experiences (tenant_id, arena_id);

create table experience_offers (
  tenant_id     varchar not null,
  experience_id uuid    not null,
  arena_id      uuid    not null,
  why_id        uuid    not null,
  offered_on    date    not null,
  primary key (tenant_id, experience_id, arena_id)
);

create index experience_offers_arena on experience_offers (tenant_id, arena_id);

create table adoptions (
  tenant_id     varchar not null,
  id            uuid    not null,
  experience_id uuid    not null,
  arena_id      uuid    not null,
  version       bigint  not null,
  answer        varchar not null,
  why_id        uuid    null,
  answered_on   date    not null,
  outcome       varchar null,
  result_id     uuid    null,
  told_on       date    null,
  primary key (tenant_id, id)
);

create index adoptions_experience on adoptions (tenant_id, experience_id);
create index adoptions_arena on adoptions (tenant_id, arena_id);

grant select, insert, update on experiences, experience_offers, adoptions to trepart_app;
