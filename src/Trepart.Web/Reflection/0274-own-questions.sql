-- The municipality's own questions of a set, made from the log: each writing, and whether it is the one that is asked. The words stand in words.
create table own_questions (
  tenant_id    varchar not null,
  id           uuid    not null,
  version      bigint  not null,
  set_name     varchar not null,
  question_ids uuid[]  not null,
  written_on   date    not null,
  stands       boolean not null,
  primary key (tenant_id, id)
);

create unique index own_questions_stand on own_questions (tenant_id, set_name) where stands;

grant select, insert, update on own_questions to trepart_app;

-- An exercise keeps the questions that it was begun with.
alter table exercises add writing_id uuid null, add questions int not null default 0;

do $$
declare t varchar;
begin
  for t in select tenant_id from tenants loop
    perform set_config('trepart.tenant', t, true);
    update exercises set questions = case
      when set_name in ('WhichArena', 'WhatStirs', 'StartInRole', 'LeadersOne') then 3
      when set_name in ('LeadersTwo', 'StaffConversation', 'Stuck') then 5
      when set_name = 'BigThemes' then 9
      when set_name in ('StandingItem', 'CooperationCheck') then 2
      when set_name = 'ThemesOverTime' then 7
      when set_name = 'MeetingStructure' then 1
      else 4 end
    where tenant_id = t;
  end loop;
end $$;

alter table exercises alter questions drop default;
