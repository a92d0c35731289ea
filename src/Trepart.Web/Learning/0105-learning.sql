-- What the learning overview looks for. Partial, so that they stay small: most inputs are answered and most matters await nothing.
create index inputs_given on inputs (tenant_id, given_on);
create index inputs_open on inputs (tenant_id, arena_id, given_on) where stage = 'Open';
create index matters_raised on matters (tenant_id, raised_on);
create index matters_awaiting on matters (tenant_id, arena_id) where awaits_outcome is not null;
create index trials_started on trials (tenant_id, started_on);
