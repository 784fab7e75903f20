-- Background tasks are added inside the transaction that needs them, so a change that is rolled back leaves no task.
-- The queue belongs to doorstep_tasks and no request role may read or write it: this one function is the way in. It runs
-- as its owner, takes only the names listed here, and lets a request speak for no org but its own.

create schema doorstep_private;
revoke all on schema doorstep_private from public;

create table doorstep_private.task_names (
  name text primary key check (name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(name) <= 60)
);
grant usage, create on schema doorstep_private to doorstep_tasks;
grant select on doorstep_private.task_names to doorstep_tasks;

create function doorstep_private.add_task(
  task_name text,
  payload jsonb,
  job_key text default null,
  run_at timestamptz default null,
  max_attempts int default null,
  queue_name text default null
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  the_org text := nullif(pg_catalog.current_setting('app.org', true), '');
begin
  if not exists (select from doorstep_private.task_names t where t.name = add_task.task_name) then
    raise exception 'there is no task "%"', task_name using errcode = 'invalid_parameter_value';
  end if;
  if the_org is not null and payload ->> 'org_id' is distinct from the_org then
    raise exception 'a task may only be added for the org of its transaction' using errcode = 'insufficient_privilege';
  end if;
  -- A payload is a few ids; what is bigger belongs in a table.
  if pg_catalog.octet_length(payload::text) > 16384 then
    raise exception 'a task''s payload may not exceed 16 KiB' using errcode = 'program_limit_exceeded';
  end if;
  perform graphile_worker.add_job(
    identifier => add_task.task_name,
    payload => add_task.payload::json,
    queue_name => add_task.queue_name,
    run_at => add_task.run_at,
    max_attempts => add_task.max_attempts,
    job_key => add_task.job_key
  );
end $$;

alter function doorstep_private.add_task owner to doorstep_tasks;
revoke create on schema doorstep_private from doorstep_tasks;
set local role doorstep_tasks;
revoke all on function doorstep_private.add_task from public;
grant execute on function doorstep_private.add_task to doorstep_gate, doorstep_portal, doorstep_staff, doorstep_system;
set local role doorstep_owner;
grant usage on schema doorstep_private to doorstep_gate, doorstep_portal, doorstep_staff, doorstep_system;

-- Messages of the sign-in pages are found and written in the background, so that the pages tell nothing.
insert into doorstep_private.task_names (name) values ('send-sign-in'), ('send-staff-link'), ('renew-link');
