-- What municipalities share across municipalities, and nothing else: the union's own schema. Each table is one record in Country/Shared.cs, column by
-- column; a test compares the two. No column holds a person, and no row is there without the municipality's consent.
-- The service has no right here itself. It takes on trepart_copier to copy and trepart_country to read, for one transaction at a time.
create schema country;

-- What each municipality shares. After a withdrawal: that it no longer does, without more.
create table country.sharings (
  tenant_id  varchar not null,
  kind       varchar not null check (kind in ('Presence', 'Figures', 'Experiences')),
  since      date    null,
  stopped_on date    null,
  primary key (tenant_id, kind),
  check ((since is null) <> (stopped_on is null))
);

create table country.municipalities (
  tenant_id varchar not null primary key,
  name      varchar not null,
  number    varchar null,
  status    varchar not null check (status in ('Starting', 'Active', 'Paused')),
  since     date    null
);

-- Null: too few for a figure (INV-16). A quarter is written once, a month after its end, so that nothing can be told from how a figure changes.
create table country.figures (
  tenant_id        varchar not null,
  quarter          date    not null, -- its first day
  groups_active    int     null,
  meetings_held    int     null,
  matters_raised   int     null,
  matters_deferred int     null,
  trials_started   int     null,
  trials_kept      int     null,
  trials_gone_back int     null,
  inputs_answered  int     null,
  primary key (tenant_id, quarter)
);

create table country.experiences (
  tenant_id    varchar not null,
  id           uuid    not null,
  title        text    not null,
  situation    text    not null,
  tried        text    not null,
  result       text    not null,
  tips         text    null,
  published_on date    not null,
  primary key (tenant_id, id)
);

grant usage on schema country to trepart_copier, trepart_country;
grant select, insert, update, delete on all tables in schema country to trepart_copier;
grant select on all tables in schema country to trepart_country;
