-- The root of a municipality's tree when its log had reached a position, and the tree's right edge, to go on from there.
-- The same roots are kept outside the database. None is ever changed.
create table roots (
  tenant_id   varchar     not null,
  position    bigint      not null check (position > 0), -- the number of leaves
  root        bytea       not null check (octet_length(root) = 32),
  frontier    bytea[]     not null, -- the roots of the full trees, largest first
  recorded_at timestamptz not null,
  primary key (tenant_id, position)
);

grant select, insert on roots to trepart_app;
