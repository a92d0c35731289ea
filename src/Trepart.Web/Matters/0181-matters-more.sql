-- What is asked of whom is found by these, and how a group marks what it works with.
alter table matters
  add column urgency varchar null,
  add column size    varchar null,
  add column leader_asked_on date null, -- since when the leader's decision is waited for
  add column deferred_on date null, -- the day on which it was put off to the meeting it waits for
  add column talk    uuid[]  not null default '{}'; -- seats that are asked to talk before the meeting and have not said so

alter table trials
  add column hms          varchar null,
  add column kind         varchar null,
  add column follow_up_on date    null; -- when one looks again whether a lasting practice is still so

-- What a group has to know, who finds it out and by when. The text stands in words.
create table matter_facts (
  tenant_id  varchar not null,
  matter_id  uuid    not null,
  number     int     not null,
  arena_id   uuid    not null,
  seat_id    uuid    null,
  what_id    uuid    not null,
  asked_on   date    not null,
  due_on     date    null,
  brought_on date    null,
  primary key (tenant_id, matter_id, number)
);

create index matter_facts_arena on matter_facts (tenant_id, arena_id);

grant select, insert, update on matter_facts to trepart_app;

-- One municipality at a time: under row-level security a statement without one would change nothing, and say nothing.
do $$
declare
  t varchar;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);

    update matters m set deferred_on = (d.headers ->> 'happenedOn')::date, talk = array(
      select s.seat::uuid from jsonb_array_elements_text(d.data -> 'talk') with ordinality s (seat, n)
      where not exists (select from mt_events h where h.tenant_id = t and h.stream_id = m.id and h.version > d.version and h.type = 'talk_held'
                        and h.data -> 'seats' ? s.seat)
      order by s.n)
    from mt_events d
    where m.tenant_id = t and m.stage = 'Deferred' and d.tenant_id = t and d.stream_id = m.id
      and d.version = (select max(version) from mt_events l where l.tenant_id = t and l.stream_id = m.id and l.type = 'matter_deferred');

    update trials r set hms = (
      select upper(left(h.data ->> 'risk', 1)) || substr(h.data ->> 'risk', 2) from mt_events h
      where h.tenant_id = t and h.stream_id = r.matter_id and h.type = 'hms_risk_answered'
        and r.number = (select (p.data ->> 'number')::int from mt_events p
                        where p.tenant_id = t and p.stream_id = h.stream_id and p.version < h.version and p.type = 'trial_proposed' order by p.version desc limit 1)
      order by h.version desc limit 1)
    where r.tenant_id = t;

    update trials r set follow_up_on = case
        when coalesce(followed_up_on, '-infinity') < (ended_on + interval '3 months')::date then (ended_on + interval '3 months')::date
        when followed_up_on < (ended_on + interval '12 months')::date then (ended_on + interval '12 months')::date
      end
    where r.tenant_id = t and r.stage = 'Permanent';

    if exists (select from trials r where r.tenant_id = t and r.stage = 'Permanent' and r.follow_up_on is null and r.followed_up_on is null) then
      raise exception 'lasting trials of % have no follow-up', t;
    end if;
  end loop;
end $$;
