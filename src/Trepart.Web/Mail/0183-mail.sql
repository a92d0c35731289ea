-- Where and of what a person wants to be told by mail. Erased with her.
create table mail_addresses (
  tenant_id varchar     not null,
  person_id uuid        not null,
  address   text        not null,
  written   varchar     not null, -- the written language of the mail
  weekly    boolean     not null,
  asked     boolean     not null, -- at once, where her seat is asked by name
  off       varchar[]   not null default '{}', -- kinds of waiting things that she does not want to be told of
  chosen_at timestamptz not null,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);

-- What is to be sent and what has been: counts only, never what a thing is called.
create table mail_outbox (
  tenant_id    varchar     not null,
  id           uuid        not null,
  person_id    uuid        not null,
  kind         varchar     not null, -- weekly or asked
  about        varchar     not null, -- the week's Monday, or the thing that is asked: there is one mail of each
  counts       jsonb       not null, -- as they were when the mail was made, so that a second try says the same
  state        varchar     not null,
  attempts     int         not null default 0,
  next_at      timestamptz not null,
  leased_until timestamptz null, -- while someone is sending it
  error        varchar     null, -- a code of ours
  made_at      timestamptz not null,
  sent_at      timestamptz null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id, kind, about),
  foreign key (tenant_id, person_id) references mail_addresses (tenant_id, person_id) on delete cascade
);

create index mail_outbox_due on mail_outbox (tenant_id, next_at) where state in ('Waiting', 'Sending');

-- Whether the municipality sends mail at all. No row: it does not.
create table mail_choices (
  tenant_id varchar     not null primary key,
  is_on     boolean     not null,
  chosen_at timestamptz not null
);

grant select, insert, update, delete on mail_addresses, mail_outbox to trepart_app;
grant select, insert, update on mail_choices to trepart_app;
