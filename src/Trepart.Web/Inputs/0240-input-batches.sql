-- What is counted of inputs, in batches that are in the figures upwards once they have three and their month is over (docs/decisions/0023).
create table input_batches (
  tenant_id varchar not null,
  arena_id  uuid    not null,
  series    varchar not null, -- Given, Linked, or the way of a first answer
  number    int     not null,
  month     date    not null, -- the latest month of those in it, its first day
  times     int     not null,
  days      int[]   not null, -- from each input to its answer; empty for what is no answer
  primary key (tenant_id, arena_id, series, number)
);

create index input_batches_month on input_batches (tenant_id, month);

grant select, insert, update on input_batches to trepart_app;

-- What has been, one municipality at a time, in the log's order and by the same rule as InputBatches.
do $$
declare
  t varchar;
  e record;
  way varchar;
  last record;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);
    for e in
      select m.type, m.stream_id, m.arena_id, m.data, (m.headers ->> 'happenedOn')::date as day, date_trunc('month', m.timestamp at time zone 'UTC')::date as recorded,
        row_number() over (partition by m.stream_id, case when m.type in ('input_answered', 'input_routed') then 'answer' else m.type end order by m.seq_id) as nth,
        (select (f.headers ->> 'happenedOn')::date from mt_events f where f.tenant_id = t and f.stream_id = m.stream_id and f.version = 1) as given_on
      from mt_events m
      where m.tenant_id = t and m.type in ('input_received', 'unnamed_input_received', 'input_answered', 'input_routed', 'input_linked') order by m.seq_id
    loop
      continue when e.nth > 1;
      way := case e.type
        when 'input_linked' then 'Linked'
        when 'input_answered' then upper(left(e.data ->> 'disposition', 1)) || substr(e.data ->> 'disposition', 2)
        when 'input_routed' then case when e.data ->> 'to' in ('negotiation', 'whistleblowing') then 'Elsewhere'
          else upper(left(e.data ->> 'to', 1)) || substr(e.data ->> 'to', 2) end
        else 'Given' end;
      select o.number, o.times, o.month into last from input_batches o
      where o.tenant_id = t and o.arena_id = e.arena_id and o.series = way order by o.number desc limit 1;
      insert into input_batches as b (tenant_id, arena_id, series, number, month, times, days)
      values (t, e.arena_id, way, coalesce(last.number + (last.times >= 3 and last.month < e.recorded)::int, 1), date_trunc('month', e.day)::date, 1,
        case when e.type in ('input_answered', 'input_routed') then array[greatest(e.day - e.given_on, 0)] else '{}' end)
      on conflict (tenant_id, arena_id, series, number) do update
      set times = b.times + 1, month = greatest(b.month, excluded.month), days = b.days || excluded.days;
    end loop;
  end loop;
end $$;
