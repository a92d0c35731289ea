-- What the overview of the largest municipalities looks for: what waits, and what was under way in a period.
create index trials_due on trials (tenant_id, arena_id) where stage in ('Running', 'Evaluated');
create index trials_ended on trials (tenant_id, ended_on);
create index trials_slid on trials (tenant_id, followed_up_on) where stage = 'SlidBack';

-- The whole municipality is a row of its own in each month, so that two thousand groups need not be added up.
drop index activity_month;
