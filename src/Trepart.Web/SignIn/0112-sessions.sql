-- Sessions belong to one who has signed in, and are looked up before any municipality is known: no row-level security. Ids, hashes, times and two
-- words for the kind of browser; no name, and no address that anyone came from.
create table web_sessions (
  id         uuid        not null primary key, -- shown where sessions are listed; opens nothing
  key_hash   bytea       not null unique check (octet_length(key_hash) = 32), -- SHA-256 of what the browser's cookie holds
  authority  varchar     null,
  subject    varchar     null,
  tenant_id  varchar     null, -- with person_id: a chosen person, in a demo only
  person_id  uuid        null,
  provider   varchar     null, -- where signing out goes on
  browser    varchar     not null,
  system     varchar     not null,
  begun_at   timestamptz not null,
  used_at    timestamptz not null,
  check ((authority is null) = (subject is null) and (tenant_id is null) = (person_id is null) and (authority is null) <> (tenant_id is null))
);

create index web_sessions_identity on web_sessions (authority, subject);
create index web_sessions_person on web_sessions (tenant_id, person_id);
create index web_sessions_used on web_sessions (used_at);

-- Answers of a provider that have been taken: each opens once. Hashes of the state.
create table sign_in_answers (
  state_hash bytea       not null primary key check (octet_length(state_hash) = 32),
  used_at    timestamptz not null
);

create index sign_in_answers_used on sign_in_answers (used_at);

-- What was typed into a form whose session had run out, for some minutes. Encrypted with a key of which the browser has a part.
create table kept_forms (
  key_hash   bytea       not null primary key check (octet_length(key_hash) = 32),
  session_id uuid        not null unique, -- one for each session that ran out
  content    bytea       not null,
  kept_at    timestamptz not null
);

create index kept_forms_kept on kept_forms (kept_at);

grant select, insert, update, delete on web_sessions to trepart_app;
grant select, insert, delete on sign_in_answers to trepart_app;
grant select, insert, update, delete on kept_forms to trepart_app;
