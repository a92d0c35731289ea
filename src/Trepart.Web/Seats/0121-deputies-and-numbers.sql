-- A deputy's time in a seat stands with the holders'. left_on is the first day without the seat, also where it is planned beforehand.
alter table seat_holdings add column is_deputy boolean not null default false;

create index seat_holdings_seat on seat_holdings (tenant_id, seat_id);

-- Seats alike in a group are numbered in the order in which they were established, which never changes.
alter table seats add column number int not null default 0;

-- One municipality at a time: under row-level security a statement without one would change nothing, and say nothing.
do $$
declare
  t varchar;
  there bigint;
  done bigint;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);
    select count(*) into there from seats where tenant_id = t;
    update seats s set number = o.number
    from (
      select n.id, row_number() over (partition by n.arena_id, n.role, n.organisation order by e.seq_id) as number
      from seats n join mt_events e on e.tenant_id = t and e.stream_id = n.id and e.version = 1
      where n.tenant_id = t) o
    where s.tenant_id = t and s.id = o.id;
    get diagnostics done = row_count;
    if done <> there then
      raise exception 'seats of %: % of % were numbered', t, done, there;
    end if;
  end loop;
end $$;
