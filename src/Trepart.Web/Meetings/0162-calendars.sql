-- Secret addresses at which a calendar program gets the times of a group's meetings. Not from the log; only the code's SHA-256 is here.
-- An address opens for as long as its holder has the seat that it was made from.
create table calendar_addresses (
  tenant_id  varchar     not null,
  id         uuid        not null,
  arena_id   uuid        not null,
  code_hash  bytea       not null check (octet_length(code_hash) = 32),
  holding    uuid        not null,
  made_at    timestamptz not null,
  stopped_at timestamptz null,
  primary key (tenant_id, id)
);

create unique index calendar_addresses_code on calendar_addresses (tenant_id, code_hash);
create index calendar_addresses_holding on calendar_addresses (tenant_id, holding);

grant select, insert, update on calendar_addresses to trepart_app;
