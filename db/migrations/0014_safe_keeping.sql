-- Safe keeping: which backups were made and what was restored, for the whole installation and not for one org. The files
-- themselves lie where the operator says. Never part of a backup itself.

create table doorstep_private.backups (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('made', 'restored')),
  began_at timestamptz not null,
  -- A restore has finished when everything that follows it is done too.
  finished_at timestamptz,
  failed_at timestamptz,
  -- For people: one sentence.
  failure text check (length(failure) between 1 and 500),
  file_name text check (length(file_name) between 1 and 255),
  bytes bigint check (bytes >= 0),
  table_rows bigint check (table_rows >= 0),
  files int check (files >= 0),
  is_encrypted boolean not null default false,
  -- For a restore: the moment that the data is of.
  data_at timestamptz,
  check ((failed_at is null) = (failure is null)),
  check (finished_at is null or failed_at is null)
);
create index backups_newest on doorstep_private.backups (began_at desc);

grant usage on schema doorstep_private to doorstep_backup;
grant select on doorstep_private.backups to doorstep_gate, doorstep_staff, doorstep_system, doorstep_backup;
grant insert on doorstep_private.backups to doorstep_backup;
grant update (finished_at, failed_at, failure, bytes, table_rows, files) on doorstep_private.backups to doorstep_backup;
-- The background finishes what a restore begins.
grant update (finished_at) on doorstep_private.backups to doorstep_system;

-- How many messages are on their way or stuck, for the metrics. Everything that was sent, which is nearly all there is, is
-- not in the index and not counted.
create index deliveries_unsent on deliveries (state) where state <> 'sent';

grant create on schema doorstep_private to doorstep_backup;
create function doorstep_private.unsent_messages() returns table (state text, messages bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.state, count(*) from public.deliveries d where d.state <> 'sent' group by d.state
$$;
alter function doorstep_private.unsent_messages owner to doorstep_backup;
revoke create on schema doorstep_private from doorstep_backup;
set local role doorstep_backup;
revoke all on function doorstep_private.unsent_messages from public;
grant execute on function doorstep_private.unsent_messages to doorstep_tasks;
set local role doorstep_owner;
grant usage on schema doorstep_private to doorstep_tasks;

insert into doorstep_private.task_names (name) values ('back-up');
