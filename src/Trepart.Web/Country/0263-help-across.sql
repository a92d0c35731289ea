-- Help that groups ask the transition unit for: with the municipality's consent, and of what they wrote only what they chose to let those they ask read.
-- In the schema that the municipality itself sees and can empty, and not in the unit's own.
drop table unit.help_requests;

alter table country.sharings drop constraint sharings_kind_check;
alter table country.sharings add constraint sharings_kind_check check (kind in ('Presence', 'Figures', 'Experiences', 'Help'));

create table country.help_requests (
  tenant_id varchar not null,
  id        uuid    not null,
  shared    text    null, -- null where they wrote nothing, or it has been erased
  asked_on  date    not null,
  ended_on  date    null,
  primary key (tenant_id, id)
);

grant select, insert, update, delete on country.help_requests to trepart_copier;
grant select on country.help_requests to trepart_country;
