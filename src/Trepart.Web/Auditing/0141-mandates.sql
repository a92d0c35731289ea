-- Mandates of auditors, one row each, made from the log. Who the auditor is stands in the register, by the holding.
create table mandates (
  tenant_id          varchar not null,
  id                 uuid    not null,
  version            bigint  not null,
  holding            uuid    not null,
  authority          varchar not null,
  basis              varchar not null,
  purpose_id         uuid    not null,
  whole_municipality boolean not null,
  arenas             uuid[]  not null,
  history_from       date    null,
  history_to         date    null,
  starts_on          date    not null,
  ends_on            date    not null, -- the last day
  ended_on           date    null,     -- where it was ended before its time
  granted_on         date    not null,
  primary key (tenant_id, id)
);

create index mandates_holding on mandates (tenant_id, holding);

-- Every page and every answer of the API that was opened under a mandate. Added to and never changed; not made from the log.
create table mandate_openings (
  tenant_id  varchar     not null,
  mandate_id uuid        not null,
  id         uuid        not null,
  opened_at  timestamptz not null,
  kind       varchar     not null,
  thing      uuid        null, -- a matter, an input, or the stream that the trail was asked for
  arena_id   uuid        null,
  position   bigint      null, -- a record of the log
  known_on   date        null,
  by_program boolean     not null,
  primary key (tenant_id, mandate_id, id)
);

grant select, insert, update on mandates to trepart_app;
grant select, insert on mandate_openings to trepart_app;
