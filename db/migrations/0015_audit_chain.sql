-- The log of what happened becomes a chain, one per org: every entry is sealed with the hash of the one before, so that
-- changing, removing, adding or swapping one is found by "doorstep audit".
--
-- An entry's seal covers its ids and times directly, and what names a person (actor_name, data) by a salted digest. So an
-- erasure may take the person out of the entry and leave the chain whole: the digest stays, the salt goes, and nobody can
-- try names against it any more.

alter table events
  add column salt bytea default uuid_send(gen_random_uuid()) check (length(salt) = 16),
  -- When the personal part was erased; then there is none and no salt.
  add column erased_at timestamptz,
  add check (erased_at is null or (salt is null and actor_name is null and data = '{}'));

create table event_seals (
  org_id uuid not null references orgs (id),
  seq bigint not null check (seq > 0),
  event_id uuid not null,
  detail_hash bytea not null check (length(detail_hash) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (org_id, seq),
  unique (org_id, event_id),
  foreign key (org_id, event_id) references events (org_id, id)
);

-- Where each chain ends. Its row is the lock under which an org's entries are sealed one after the other.
create table event_heads (
  org_id uuid primary key references orgs (id),
  seq bigint not null default 0 check (seq >= 0),
  hash bytea not null default '\x0000000000000000000000000000000000000000000000000000000000000000' check (length(hash) = 32)
);

-- What is sealed, as text: `src/features/audit-log/seal.ts` writes the same and must stay in step.
create function app.event_detail(e events) returns bytea language sql stable
  begin atomic
    select sha256(e.salt || convert_to(concat_ws(E'\x1f', coalesce(e.actor_name, ''), e.data::text), 'UTF8'));
  end;
create function app.event_hash(e events, seq bigint, detail_hash bytea, previous bytea) returns bytea language sql stable
  begin atomic
    select sha256(previous || detail_hash || convert_to(concat_ws(E'\x1f', seq::text, e.org_id::text, e.id::text, e.name, e.actor_kind,
      coalesce(e.actor_id::text, ''), coalesce(e.customer_id::text, ''), coalesce(e.subject_kind, ''),
      coalesce(e.subject_id::text, ''), (extract(epoch from e.happened_at) * 1000000)::bigint::text), 'UTF8'));
  end;

-- Deferred, so that the head is locked last in a transaction and only while it commits: entries written under other locks
-- can't lock each other out. It runs as the owner: no request role may write a seal.
create function doorstep_private.seal_event() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  head public.event_heads;
  detail bytea := app.event_detail(new);
begin
  insert into public.event_heads (org_id) values (new.org_id) on conflict do nothing;
  select * into head from public.event_heads where org_id = new.org_id for update;
  head.seq := head.seq + 1;
  head.hash := app.event_hash(new, head.seq, detail, head.hash);
  insert into public.event_seals (org_id, seq, event_id, detail_hash, hash)
    values (new.org_id, head.seq, new.id, detail, head.hash);
  update public.event_heads set seq = head.seq, hash = head.hash where org_id = new.org_id;
  return null;
end $$;
revoke all on function doorstep_private.seal_event from public;
create constraint trigger events_are_sealed after insert on events
  deferrable initially deferred for each row execute function doorstep_private.seal_event();

-- Nobody changes what happened, the tables' owner included; an erasure only takes the person out.
create function app.events_are_kept() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and new.erased_at is not null and old.erased_at is null
     and (to_jsonb(new) - array['salt', 'erased_at', 'actor_name', 'data'])
       = (to_jsonb(old) - array['salt', 'erased_at', 'actor_name', 'data']) then
    return new;
  end if;
  raise exception 'the log of what happened is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger events_are_kept before update or delete on events for each row execute function app.events_are_kept();
create trigger events_are_kept_whole before truncate on events for each statement execute function app.events_are_kept();
create function app.seals_are_kept() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin raise exception 'a seal of the log is never changed' using errcode = 'insufficient_privilege'; end $$;
create trigger seals_are_kept before update or delete on event_seals for each row execute function app.seals_are_kept();
create trigger seals_are_kept_whole before truncate on event_seals for each statement execute function app.seals_are_kept();

-- ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

do $$
declare t text;
begin
  foreach t in array array['event_seals', 'event_heads'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_seals on %I to doorstep_owner using (true) with check (true)', t);
    execute format('create policy staff_of_org on %I for select to doorstep_staff using (org_id = app.org())', t);
    execute format('create policy system_of_org on %I for select to doorstep_system using (org_id = app.org())', t);
    execute format('grant select on %I to doorstep_staff, doorstep_system', t);
  end loop;
end $$;
grant update (salt, erased_at, actor_name, data) on events to doorstep_system;

-- ── What happened before this migration ─────────────────────────────────────────────────────────────────────────

alter table events no force row level security;
insert into event_heads (org_id) select distinct org_id from events;
do $$
declare
  e events;
  head event_heads;
begin
  for e in select * from events order by org_id, happened_at, id loop
    select * into head from event_heads where org_id = e.org_id;
    head.seq := head.seq + 1;
    head.hash := app.event_hash(e, head.seq, app.event_detail(e), head.hash);
    insert into event_seals (org_id, seq, event_id, detail_hash, hash)
      values (e.org_id, head.seq, e.id, app.event_detail(e), head.hash);
    update event_heads set seq = head.seq, hash = head.hash where org_id = e.org_id;
  end loop;
end $$;
alter table events force row level security;

insert into doorstep_private.task_names (name) values ('check-log');
