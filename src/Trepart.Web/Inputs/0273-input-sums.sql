-- The batches that have three, added up for the whole municipality (docs/decisions/0023): what its overview asks for each time it is opened.
create table input_sums (
  tenant_id varchar not null,
  series    varchar not null,
  month     date    not null, -- the batches', its first day
  day       int     not null, -- from the input to its answer; -1 for what is no answer
  times     int     not null,
  primary key (tenant_id, series, month, day)
);

grant select, insert, update on input_sums to trepart_app;

-- A group has figures once its first batch has.
create index input_batches_first on input_batches (tenant_id, arena_id) include (month, times) where series = 'Given' and number = 1;

do $$
declare t varchar;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);
    insert into input_sums
    select b.tenant_id, b.series, b.month, coalesce(x.day, -1), sum(case when x.day is null then b.times else 1 end)
    from input_batches b left join lateral unnest(b.days) x (day) on true
    where b.tenant_id = t and b.times >= 3
    group by 1, 2, 3, 4;
  end loop;
end $$;
