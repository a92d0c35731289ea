-- What someone asks for about herself is found by her holdings.
create index inputs_giver on inputs (tenant_id, giver);
