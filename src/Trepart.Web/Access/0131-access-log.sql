-- Who has read personal data about others: which person or mandate, from which seat and right, what kind of thing, when (to the minute).
-- The service only adds to it. Who is erased from the register leaves it too: her name stood nowhere here, and her id goes with her.
create table access_log (
  tenant_id varchar     not null,
  id        uuid        not null,
  read_at   timestamptz not null,
  reader    uuid        null, -- null for a mandate, and where the reader has been erased
  seat      uuid        null, -- the seat from which she read
  mandate   uuid        null,
  kind      varchar     not null, -- what was read: a code of PersonalData
  thing     uuid        null, -- which one, where it is one; never a person
  "right"   varchar     null, -- the right that opened it; null for a mandate
  primary key (tenant_id, id),
  foreign key (tenant_id, reader) references people (tenant_id, id) on delete set null (reader),
  check (reader is null or mandate is null)
);

create index access_log_time on access_log (tenant_id, read_at, id);
create index access_log_reader on access_log (tenant_id, reader);

-- Whom it was about.
create table access_about (
  tenant_id varchar not null,
  person_id uuid    not null,
  access_id uuid    not null,
  primary key (tenant_id, person_id, access_id),
  foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade,
  foreign key (tenant_id, access_id) references access_log (tenant_id, id) on delete cascade
);

create index access_about_entry on access_about (tenant_id, access_id);

grant select, insert on access_log, access_about to trepart_app;
