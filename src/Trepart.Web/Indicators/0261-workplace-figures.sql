-- What is measured at a workplace, a quarter at a time. What a figure was before it was corrected stands in the log.
create table workplace_figures (
  tenant_id    varchar not null,
  workplace_id uuid    not null,
  indicator    varchar not null,
  year         int     not null,
  quarter      int     not null,
  tenths       int     not null, -- of a per cent
  entered_on   date    not null,
  corrected_on date    null,
  primary key (tenant_id, workplace_id, indicator, year, quarter)
);

grant select, insert, update on workplace_figures to trepart_app;
