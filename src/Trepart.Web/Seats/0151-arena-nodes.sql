-- Where in the municipality's tree a group stands. The name that lists show is the node's, as it is called now.
create table workplace_names (
  tenant_id varchar not null,
  id        uuid    not null,
  name      varchar not null,
  primary key (tenant_id, id)
);

alter table arenas add column node_id uuid null;

create index arenas_node on arenas (tenant_id, node_id);

grant select, insert, update on workplace_names to trepart_app;
