-- What the union's transition unit keeps of its own: the country's map, whom it is in touch with, its programmes, and the few persons that it must reach,
-- each of whom can be erased. Nothing of a municipality's inner life. The service takes on trepart_unit to read and write it.
create schema unit;

-- What happened to municipalities and counties: public facts, one event a row, in the order in which they were brought in.
create table unit.place_events (
  number int  not null primary key,
  line   text not null unique -- as it stands in the file
);

-- Who works in the unit and signs in here. Erased from here, she is out.
create table unit.people (
  id     uuid not null primary key,
  name   text not null,
  office text not null
);

create table unit.identities (
  authority varchar not null,
  subject   varchar not null,
  person_id uuid    not null references unit.people on delete cascade,
  primary key (authority, subject)
);

-- How far a place has come, as the unit knows it from its own contact with it. What a municipality shares itself goes before this.
create table unit.contacts (
  place    varchar not null primary key,
  status   varchar not null check (status in ('NoContact', 'Interested', 'Starting', 'Active', 'Paused')),
  noted_on date    not null
);

create table unit.programmes (
  id        uuid    not null primary key,
  name      text    not null,
  kind      varchar not null check (kind in ('Programme', 'Cohort', 'Experiment')),
  starts_on date    not null,
  ends_on   date    null,
  places    varchar[] not null
);

create table unit.gatherings (
  id           uuid not null primary key,
  programme_id uuid not null references unit.programmes on delete cascade,
  day          date not null,
  theme        text not null
);

create table unit.resource_persons (
  id      uuid    not null primary key,
  county  varchar not null,
  office  text    not null,
  name    text    not null,
  contact text    not null
);

-- Someone who wants to start. The address is for the answer alone, and goes when the request is done.
create table unit.start_requests (
  id           uuid not null primary key,
  municipality text not null,
  role         text not null,
  email        text null,
  message      text not null,
  received_on  date not null,
  done_on      date null
);

-- Help that a group has asked for: only what the group chose to share. Filled from where help is asked for.
create table unit.help_requests (
  id           uuid not null primary key,
  municipality text not null,
  shared       text not null,
  asked_on     date not null,
  done_on      date null
);

grant usage on schema unit to trepart_unit;
grant select, insert, update, delete on all tables in schema unit to trepart_unit;
