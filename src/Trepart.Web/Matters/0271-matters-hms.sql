-- Since when a matter has a concern about health, environment and safety; what it says stands in words.
alter table matters add column hms_raised_on date null;

do $$
declare
  t varchar;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);
    update matters m set hms_raised_on = c.day
    from (select stream_id, min((headers ->> 'happenedOn')::date) as day from mt_events where tenant_id = t and type = 'hms_concern_raised' group by stream_id) c
    where m.tenant_id = t and m.id = c.stream_id;
    if (select count(distinct stream_id) from mt_events where tenant_id = t and type = 'hms_concern_raised') <> (select count(*) from matters where tenant_id = t and hms_raised_on is not null) then
      raise exception 'matters of % with a concern have no day', t;
    end if;
  end loop;
end $$;
