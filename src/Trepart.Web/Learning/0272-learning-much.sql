-- What the overview of the largest municipalities counts is read from the index alone: ten years of a fifth of a million matters are many pages of a table.
drop index trials_ended;
drop index trials_slid;
drop index trials_due;
drop index matters_raised;

-- The last day that a trial belongs to a period: the day it ended, none while it has not, and for a practice that slid back the day that was seen.
alter table trials add counts_until date not null default 'infinity';

do $$
declare t varchar;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);
    update trials set counts_until = case when stage = 'SlidBack' then greatest(ended_on, followed_up_on) else ended_on end where tenant_id = t and ended_on is not null;
  end loop;
end $$;

create index trials_until on trials (tenant_id, counts_until) include (started_on, stage, arena_id, matter_id) where started_on is not null;
create index trials_due on trials (tenant_id, arena_id) include (stage, evaluate_on, matter_id) where stage in ('Running', 'Evaluated');
create index matters_raised on matters (tenant_id, raised_on) include (arena_id, theme, trial_stage, stage);
create index matters_theme on matters (tenant_id, theme) include (id) where theme is not null;
