-- Which directory (Entra ID: its tid; others: the issuer) may sign in to which municipality. Many to many; read before any municipality is
-- known, so it has no row-level security. Ids only.
create table tenant_authorities (
  tenant_id varchar not null references tenants,
  authority varchar not null check (length(authority) between 1 and 300),
  primary key (tenant_id, authority)
);

create index tenant_authorities_authority on tenant_authorities (authority);

-- Who someone that signs in is in this municipality: authority and subject, never an e-mail address. Erasing the person ends it.
create table identities (
  tenant_id varchar     not null,
  authority varchar     not null,
  subject   varchar     not null check (length(subject) between 1 and 255),
  person_id uuid        not null,
  bound_at  timestamptz not null,
  primary key (tenant_id, authority, subject),
  foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);

create index identities_person on identities (tenant_id, person_id);

-- A link with which a person of the register binds her account, once. Only the code's SHA-256 is here.
create table invitations (
  tenant_id    varchar     not null,
  id           uuid        not null,
  code_hash    bytea       not null check (octet_length(code_hash) = 32),
  person_id    uuid        not null,
  by_holding   uuid        not null, -- who invited: a holding, as in events
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz null,
  withdrawn_at timestamptz null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);

create unique index invitations_code on invitations (tenant_id, code_hash);
create index invitations_person on invitations (tenant_id, person_id);

grant select on tenant_authorities to trepart_app;
grant select, insert, delete on identities to trepart_app;
grant select, insert, update on invitations to trepart_app;
