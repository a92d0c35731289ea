-- What the learning overview adds up, where it adds it up: it looks in no log.
alter table matters
  add column trial_stage      varchar null, -- of its latest trial that was started
  add column last_deferred_on date    null,
  add column handed_on        date    null; -- when it was handed to the decision line that has it

create index matters_deferred on matters (tenant_id, last_deferred_on) where last_deferred_on is not null;

do $$
declare
  t varchar;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);
    update matters m set trial_stage = (
      select r.stage from trials r where r.tenant_id = t and r.matter_id = m.id and r.started_on is not null order by r.number desc limit 1)
    where m.tenant_id = t;
    update matters m set last_deferred_on = d.day
    from (select stream_id, max((headers ->> 'happenedOn')::date) as day from mt_events where tenant_id = t and type = 'matter_deferred' group by stream_id) d
    where m.tenant_id = t and m.id = d.stream_id;
    update matters m set handed_on = (
      select (e.headers ->> 'happenedOn')::date from mt_events e
      where e.tenant_id = t and e.stream_id = m.id and e.type = 'matter_handed_over' order by e.version desc limit 1)
    where m.tenant_id = t and m.awaits_outcome is not null;
    if exists (select from matters m where m.tenant_id = t and m.deferrals > 0 and m.last_deferred_on is null) then
      raise exception 'deferred matters of % have no day', t;
    end if;
  end loop;
end $$;
