-- The schema that the migrations make. Written by "npm run db:schema"; a test compares it.

-- Extensions

extension unaccent in public

-- Schemas

schema app owned by doorstep_owner
doorstep_backup USAGE
doorstep_gate USAGE
doorstep_portal USAGE
doorstep_staff USAGE
doorstep_system USAGE

schema doorstep_private owned by doorstep_owner
doorstep_backup USAGE
doorstep_gate USAGE
doorstep_portal USAGE
doorstep_staff USAGE
doorstep_system USAGE
doorstep_tasks USAGE

schema public owned by pg_database_owner
doorstep_app USAGE
doorstep_backup USAGE
doorstep_gate USAGE
doorstep_owner CREATE,USAGE
doorstep_portal USAGE
doorstep_staff USAGE
doorstep_system USAGE
doorstep_tasks USAGE

-- Functions

CREATE OR REPLACE FUNCTION app.allocations_fit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare given bigint; the_payment payments; the_note credit_notes; the_invoice invoices;
begin
  if new.payment_id is not null then
    select * into the_payment from payments where org_id = new.org_id and id = new.payment_id;
    given := app.used_of_payment(new.org_id, new.payment_id);
    if given < 0 or given > the_payment.amount_minor or the_payment.direction <> 'in' then
      raise exception 'allocations of payment % come to % of %', new.payment_id, given, the_payment.amount_minor
        using errcode = 'check_violation';
    end if;
    return null;
  end if;
  select * into the_note from credit_notes where org_id = new.org_id and id = new.credit_note_id;
  select * into the_invoice from invoices where org_id = new.org_id and id = new.invoice_id;
  if the_note.customer_id <> the_invoice.customer_id or the_note.currency <> the_invoice.currency
    or (the_note.used_minor <> 0 and the_note.state <> 'issued') then
    raise exception 'credit note % does not fit invoice %', new.credit_note_id, new.invoice_id using errcode = 'check_violation';
  end if;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.contact()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.contact'::text, true), ''::text))::uuid
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.customer()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.customer'::text, true), ''::text))::uuid
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.event_detail(e events)
 RETURNS bytea
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT sha256(((e).salt || convert_to(concat_ws(''::text, COALESCE((e).actor_name, ''::text), ((e).data)::text), 'UTF8'::name))) AS sha256;
END
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.event_hash(e events, seq bigint, detail_hash bytea, previous bytea)
 RETURNS bytea
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT sha256(((previous || detail_hash) || convert_to(concat_ws(''::text, (seq)::text, ((e).org_id)::text, ((e).id)::text, (e).name, (e).actor_kind, COALESCE(((e).actor_id)::text, ''::text), COALESCE(((e).customer_id)::text, ''::text), COALESCE((e).subject_kind, ''::text), COALESCE(((e).subject_id)::text, ''::text), (((EXTRACT(epoch FROM (e).happened_at) * (1000000)::numeric))::bigint)::text), 'UTF8'::name))) AS sha256;
END
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.events_are_kept()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if tg_op = 'UPDATE' and new.erased_at is not null and old.erased_at is null
     and (to_jsonb(new) - array['salt', 'erased_at', 'actor_name', 'data'])
       = (to_jsonb(old) - array['salt', 'erased_at', 'actor_name', 'data']) then
    return new;
  end if;
  raise exception 'the log of what happened is append-only' using errcode = 'insufficient_privilege';
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.fold_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin new.name_folded := app.folded(new.name); return new; end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.folded(name text)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN ("left"(lower((unaccent(name) COLLATE pg_c_utf8)), 200) COLLATE "C")
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.index_contacts()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.first_name, f.last_name, f.email, f.phone, f.archived_at, f.customer_id)
        is distinct from (s.first_name, s.last_name, s.email, s.phone, s.archived_at, s.customer_id));
    if cardinality(changed) = 0 then return null; end if;
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'customer', f.customer_id, f.id
    from fresh f cross join lateral app.words(f.first_name, f.last_name, f.email) as w
    where f.id = any (changed) and f.archived_at is null on conflict do nothing;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'customer', f.customer_id, f.id from fresh f cross join lateral app.phone_terms(f.phone) as w
    where f.id = any (changed) and f.archived_at is null and w <> '' on conflict do nothing;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.index_credit_note()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select new.org_id, w, 'credit_note', new.id, new.id from app.words(new.number) as w on conflict do nothing;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.index_customers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.name, f.number, f.line1, f.postcode, f.city) is distinct from (s.name, s.number, s.line1, s.postcode, s.city));
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'customer', f.id, f.id
    from fresh f cross join lateral app.words(f.name, f.number, f.line1, f.postcode, f.city, replace(f.postcode, ' ', '')) as w
    where f.id = any (changed) on conflict do nothing;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.index_invoices()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.number, f.customer_reference) is distinct from (s.number, s.customer_reference));
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'invoice', f.id, f.id
    from fresh f cross join lateral app.words(f.number, f.customer_reference) as w
    where f.id = any (changed) on conflict do nothing;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.index_jobs()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.number, f.title, f.customer_reference) is distinct from (s.number, s.title, s.customer_reference));
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'job', f.id, f.id
    from fresh f cross join lateral app.words(f.number, f.title, f.customer_reference) as w
    where f.id = any (changed) on conflict do nothing;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.index_messages()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'thread', f.thread_id, f.id from fresh f cross join lateral app.words(f.body) as w on conflict do nothing;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.index_sites()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.name, f.line1, f.postcode, f.customer_id) is distinct from (s.name, s.line1, s.postcode, s.customer_id));
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'customer', f.customer_id, f.id
    from fresh f cross join lateral app.words(f.name, f.line1, f.postcode, replace(f.postcode, ' ', '')) as w
    where f.id = any (changed) and f.customer_id is not null on conflict do nothing;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.index_threads()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'thread', f.id, f.id from fresh f cross join lateral app.words(f.subject) as w on conflict do nothing;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.jobs_since()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.jobs_since'::text, true), ''::text))::timestamp with time zone
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.keep_credited()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare change bigint;
begin
  change := (case when new.state = 'issued' then new.total_minor else 0 end)
    - (case when tg_op = 'UPDATE' and old.state = 'issued' then old.total_minor else 0 end);
  if change <> 0 then
    update invoices set credited_minor = credited_minor + change where org_id = new.org_id and id = new.invoice_id;
  end if;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.keep_paid()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  update invoices i set paid_minor = i.paid_minor + s.amount
    from (select org_id, invoice_id, sum(amount_minor)::bigint as amount from fresh group by org_id, invoice_id) s
    where i.org_id = s.org_id and i.id = s.invoice_id and s.amount <> 0;
  update credit_notes c set used_minor = c.used_minor + s.amount
    from (select org_id, credit_note_id, sum(amount_minor)::bigint as amount from fresh
      where credit_note_id is not null group by org_id, credit_note_id) s
    where c.org_id = s.org_id and c.id = s.credit_note_id and s.amount <> 0;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.keep_refunded()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare change bigint;
begin
  change := (case when new.state = 'cleared' then new.amount_minor else 0 end)
    - (case when tg_op = 'UPDATE' and old.state = 'cleared' then old.amount_minor else 0 end);
  if change <> 0 then
    update credit_notes set used_minor = used_minor + change
      where org_id = new.org_id and id = new.refund_of_credit_note_id;
  end if;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.kept_by_triggers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'what is paid of an invoice follows from its allocations' using errcode = 'check_violation';
  end if;
  return new;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.ledger_balances()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare off bigint;
begin
  select sum(amount_minor) into off from ledger_entries where org_id = new.org_id and transaction_id = new.transaction_id;
  if off <> 0 then
    raise exception 'ledger transaction % is off by %', new.transaction_id, off using errcode = 'check_violation';
  end if;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.org()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.org'::text, true), ''::text))::uuid
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.own_site_only()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if current_user = 'doorstep_portal'
    and not exists (select from sites s where s.org_id = new.org_id and s.id = new.site_id) then
    raise exception 'permission denied: only a site of one''s own may be given' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.paid_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare paid bigint; kept bigint;
begin
  select coalesce(sum(amount_minor), 0) into paid from allocations where org_id = new.org_id and invoice_id = new.id;
  select paid_minor into kept from invoices where org_id = new.org_id and id = new.id;
  if paid <> kept then
    raise exception 'allocations of invoice % come to %, kept as %', new.id, paid, kept using errcode = 'check_violation';
  end if;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.phone_terms(phone text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT substr(ltrim(phone_terms.phone, '+'::text), n.n) AS substr
    FROM generate_series(1, 4) n(n)
   WHERE (phone_terms.phone IS NOT NULL);
END
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.portal_fields_only()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if current_user <> 'doorstep_portal' then return new; end if;
  if old.id = app.contact() then
    if (new.permissions, new.access_ends_on, new.invited_at) is distinct from (old.permissions, old.access_ends_on, old.invited_at) then
      raise exception 'permission denied: nobody changes their own rights' using errcode = 'insufficient_privilege';
    end if;
  elsif (new.first_name, new.last_name, new.position, new.language, new.answers_by)
      is distinct from (old.first_name, old.last_name, old.position, old.language, old.answers_by) then
    raise exception 'permission denied: a name is its owner''s to change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.refunds_fit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare source payments; note credit_notes;
begin
  if new.refund_of_payment_id is not null then
    select * into source from payments where org_id = new.org_id and id = new.refund_of_payment_id;
    if source.direction <> 'in' or source.customer_id <> new.customer_id or source.currency <> new.currency
      or app.used_of_payment(new.org_id, source.id) > source.amount_minor then
      raise exception 'refunds of payment % are more than is left of it', source.id using errcode = 'check_violation';
    end if;
  else
    select * into note from credit_notes where org_id = new.org_id and id = new.refund_of_credit_note_id;
    if note.state <> 'issued' or note.customer_id <> new.customer_id or note.currency <> new.currency then
      raise exception 'refunds of credit note % do not fit it', note.id using errcode = 'check_violation';
    end if;
  end if;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.seals_are_kept()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin raise exception 'a seal of the log is never changed' using errcode = 'insufficient_privilege'; end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.setting(name text)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN NULLIF(current_setting(('app.'::text || name), true), ''::text)
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.subject()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.subject'::text, true), ''::text))::uuid
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.tell_access()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare org uuid; who uuid;
begin
  -- A record has only its own table's columns, so each is named in a branch of its own.
  if tg_table_name = 'orgs' then
    org := new.id;
  elsif tg_table_name in ('contacts', 'links') then
    org := new.org_id;
    who := new.customer_id;
  else
    org := new.org_id;
    who := new.id;
  end if;
  perform pg_notify('doorstep_live', concat_ws(' ', 'access', org, who));
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.used_is_kept()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare kept bigint;
begin
  select used_minor into kept from credit_notes where org_id = new.org_id and id = new.id;
  if kept <> app.used_of_credit_note(new.org_id, new.id) then
    raise exception 'what is used of credit note % is not what is kept', new.id using errcode = 'check_violation';
  end if;
  return null;
end $function$
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.used_of_credit_note(the_org uuid, the_note uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((COALESCE(( SELECT sum(a.amount_minor) AS sum
            FROM allocations a
           WHERE ((a.org_id = used_of_credit_note.the_org) AND (a.credit_note_id = used_of_credit_note.the_note))), (0)::numeric) + COALESCE(( SELECT sum(r.amount_minor) AS sum
            FROM payments r
           WHERE ((r.org_id = used_of_credit_note.the_org) AND (r.refund_of_credit_note_id = used_of_credit_note.the_note) AND (r.state = 'cleared'::text))), (0)::numeric)))::bigint AS int8;
END
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.used_of_payment(the_org uuid, the_payment uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((COALESCE(( SELECT sum(a.amount_minor) AS sum
            FROM allocations a
           WHERE ((a.org_id = used_of_payment.the_org) AND (a.payment_id = used_of_payment.the_payment))), (0)::numeric) + COALESCE(( SELECT sum(r.amount_minor) AS sum
            FROM payments r
           WHERE ((r.org_id = used_of_payment.the_org) AND (r.refund_of_payment_id = used_of_payment.the_payment) AND (r.state = 'cleared'::text))), (0)::numeric)))::bigint AS int8;
END
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.within_own(given jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT ((NOT (EXISTS ( SELECT
            FROM jsonb_each_text(within_own.given) e(key, value)
           WHERE (NOT (((e.key || '.'::text) || e.value) = ANY (string_to_array(COALESCE(app.setting('may_give'::text), ''::text), '+'::text))))))) AND (given ?& string_to_array(COALESCE(app.setting('must_set'::text), ''::text), '+'::text)));
END
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION app.words(VARIADIC parts text[])
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT DISTINCT "left"(w.w, 60) AS "left"
    FROM unnest(words.parts) part(part),
     LATERAL regexp_split_to_table(lower((unaccent(COALESCE(part.part, ''::text)) COLLATE pg_c_utf8)), ('[^[:alnum:]@.]+'::text COLLATE pg_c_utf8)) w(w)
   WHERE ((w.w <> ''::text) AND (w.w !~ '^[@.]+$'::text));
END
-- owned by doorstep_owner
public EXECUTE

CREATE OR REPLACE FUNCTION doorstep_private.add_task(task_name text, payload jsonb, job_key text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, max_attempts integer DEFAULT NULL::integer, queue_name text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
end $function$
-- owned by doorstep_tasks
doorstep_gate EXECUTE
doorstep_portal EXECUTE
doorstep_staff EXECUTE
doorstep_system EXECUTE

CREATE OR REPLACE FUNCTION doorstep_private.seal_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
end $function$
-- owned by doorstep_owner

CREATE OR REPLACE FUNCTION doorstep_private.stands_on_invoice(detail text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (
    select from public.customers c
      join public.invoices i on i.org_id = c.org_id and i.customer_id = c.id
     where c.org_id = app.org() and c.id = app.customer() and i.state <> 'draft'
       and case detail
         when 'billing_name' then i.billing_name = c.billing_name
         when 'vat_id' then i.billing_vat_id = c.vat_id end)
$function$
-- owned by doorstep_backup
doorstep_portal EXECUTE

CREATE OR REPLACE FUNCTION doorstep_private.unsent_messages()
 RETURNS TABLE(state text, messages bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select d.state, count(*) from public.deliveries d where d.state <> 'sent' group by d.state
$function$
-- owned by doorstep_backup
doorstep_tasks EXECUTE

-- Tables

table doorstep_private.backups owned by doorstep_owner, no row-level security
  id uuid not null default uuidv7()
  kind text not null
  began_at timestamp with time zone not null
  finished_at timestamp with time zone
  failed_at timestamp with time zone
  failure text
  file_name text
  bytes bigint
  table_rows bigint
  files integer
  is_encrypted boolean not null default false
  data_at timestamp with time zone
  constraint backups_bytes_check CHECK ((bytes >= 0))
  constraint backups_check CHECK (((failed_at IS NULL) = (failure IS NULL)))
  constraint backups_check1 CHECK (((finished_at IS NULL) OR (failed_at IS NULL)))
  constraint backups_failure_check CHECK (((length(failure) >= 1) AND (length(failure) <= 500)))
  constraint backups_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 255)))
  constraint backups_files_check CHECK ((files >= 0))
  constraint backups_kind_check CHECK ((kind = ANY (ARRAY['made'::text, 'restored'::text])))
  constraint backups_table_rows_check CHECK ((table_rows >= 0))
  constraint backups_pkey PRIMARY KEY (id)
  CREATE INDEX backups_newest ON doorstep_private.backups USING btree (began_at DESC)
  grant UPDATE (finished_at, failed_at, failure, bytes, table_rows, files) to doorstep_backup
  grant UPDATE (finished_at) to doorstep_system
  grant doorstep_backup INSERT,SELECT
  grant doorstep_gate SELECT
  grant doorstep_staff SELECT
  grant doorstep_system SELECT

table doorstep_private.task_names owned by doorstep_owner, no row-level security
  name text not null
  constraint task_names_name_check CHECK (((name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'::text) AND (length(name) <= 60)))
  constraint task_names_pkey PRIMARY KEY (name)
  grant doorstep_backup SELECT
  grant doorstep_tasks SELECT

table public.allocations owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  payment_id uuid
  invoice_id uuid not null
  amount_minor bigint not null
  created_at timestamp with time zone not null default now()
  credit_note_id uuid
  constraint allocations_amount_minor_check CHECK ((amount_minor <> 0))
  constraint allocations_of_one_source CHECK ((num_nonnulls(payment_id, credit_note_id) = 1))
  constraint allocations_org_id_credit_note_id_fkey FOREIGN KEY (org_id, credit_note_id) REFERENCES credit_notes(org_id, id)
  constraint allocations_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id)
  constraint allocations_org_id_payment_id_fkey FOREIGN KEY (org_id, payment_id) REFERENCES payments(org_id, id)
  constraint allocations_pkey PRIMARY KEY (org_id, id)
  constraint allocations_fit TRIGGER DEFERRABLE INITIALLY DEFERRED
  CREATE INDEX allocations_of_credit_note ON public.allocations USING btree (org_id, credit_note_id) INCLUDE (amount_minor) WHERE (credit_note_id IS NOT NULL)
  CREATE INDEX allocations_of_invoice ON public.allocations USING btree (org_id, invoice_id) INCLUDE (amount_minor)
  CREATE INDEX allocations_of_payment ON public.allocations USING btree (org_id, payment_id) INCLUDE (amount_minor)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_allocations permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (EXISTS ( SELECT
   FROM invoices i
  WHERE ((i.org_id = allocations.org_id) AND (i.id = allocations.invoice_id)))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE CONSTRAINT TRIGGER allocations_fit AFTER INSERT ON public.allocations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.allocations_fit()
  CREATE TRIGGER keep_paid AFTER INSERT ON public.allocations REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.keep_paid()
  grant doorstep_backup SELECT
  grant doorstep_portal SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system INSERT,SELECT

table public.brakes owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  tripped_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  constraint brakes_pkey PRIMARY KEY (org_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_brakes permissive for all to doorstep_gate
    using ((org_id = COALESCE(app.org(), '00000000-0000-0000-0000-000000000000'::uuid)) OR (org_id = '00000000-0000-0000-0000-000000000000'::uuid))
    with check (org_id = COALESCE(app.org(), '00000000-0000-0000-0000-000000000000'::uuid))
  policy staff_reads permissive for select to doorstep_staff
    using ((org_id = app.org()) OR (org_id = '00000000-0000-0000-0000-000000000000'::uuid))
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT,SELECT,UPDATE
  grant doorstep_staff SELECT
  grant doorstep_system SELECT

table public.bulk_grant_targets owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  grant_id uuid not null
  target_id uuid not null
  state text not null default 'waiting'::text
  before_choice text
  constraint bulk_grant_targets_before_choice_check CHECK ((before_choice ~ '^[a-z][a-z_]{0,39}$'::text))
  constraint bulk_grant_targets_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'changed'::text, 'same'::text, 'gone'::text, 'undone'::text, 'left'::text])))
  constraint bulk_grant_targets_org_id_grant_id_fkey FOREIGN KEY (org_id, grant_id) REFERENCES bulk_grants(org_id, id) ON DELETE CASCADE
  constraint bulk_grant_targets_pkey PRIMARY KEY (org_id, grant_id, target_id)
  CREATE INDEX bulk_grant_targets_by_state ON public.bulk_grant_targets USING btree (org_id, grant_id, state, target_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (state, before_choice) to doorstep_staff
  grant UPDATE (state, before_choice) to doorstep_system
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system INSERT,SELECT

table public.bulk_grants owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  layer text not null
  area text not null
  choice text
  state text not null default 'running'::text
  staff_id uuid not null
  total integer not null
  asked_at timestamp with time zone not null
  finished_at timestamp with time zone
  constraint bulk_grants_area_check CHECK ((area ~ '^[a-z][a-z_]{0,39}$'::text))
  constraint bulk_grants_check CHECK (((state = ANY (ARRAY['done'::text, 'undone'::text])) = (finished_at IS NOT NULL)))
  constraint bulk_grants_choice_check CHECK ((choice ~ '^[a-z][a-z_]{0,39}$'::text))
  constraint bulk_grants_layer_check CHECK ((layer = ANY (ARRAY['customer'::text, 'contact'::text])))
  constraint bulk_grants_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
  constraint bulk_grants_total_check CHECK (((total >= 1) AND (total <= 20000)))
  constraint bulk_grants_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint bulk_grants_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint bulk_grants_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX bulk_grants_newest ON public.bulk_grants USING btree (org_id, asked_at DESC, id DESC)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (state, finished_at) to doorstep_staff
  grant UPDATE (state, finished_at) to doorstep_system
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system INSERT,SELECT

table public.chosen_columns owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  staff_id uuid not null
  list text not null
  columns text[] not null
  constraint chosen_columns_columns_check CHECK ((cardinality(columns) <= 40))
  constraint chosen_columns_list_check CHECK ((list ~ '^[a-z][a-z_-]{0,39}$'::text))
  constraint chosen_columns_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint chosen_columns_pkey PRIMARY KEY (org_id, staff_id, list)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.contact_logins owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  contact_id uuid not null
  username text not null
  password_hash text
  password_set_at timestamp with time zone
  password_set_by text
  invited_at timestamp with time zone not null
  invited_by_staff_id uuid
  constraint contact_logins_check CHECK ((num_nulls(password_hash, password_set_at, password_set_by) = ANY (ARRAY[0, 3])))
  constraint contact_logins_password_set_by_check CHECK ((password_set_by = ANY (ARRAY['contact'::text, 'staff'::text])))
  constraint contact_logins_username_check CHECK ((username ~ '^[a-z0-9][a-z0-9._-]{2,59}$'::text))
  constraint contact_logins_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id)
  constraint contact_logins_org_id_invited_by_staff_id_fkey FOREIGN KEY (org_id, invited_by_staff_id) REFERENCES staff(org_id, id)
  constraint contact_logins_pkey PRIMARY KEY (org_id, contact_id)
  constraint contact_logins_org_id_username_key UNIQUE (org_id, username)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_logins permissive for all to doorstep_gate
    using (org_id = app.org())
    with check (org_id = app.org())
  policy portal_logins permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (contact_id = app.contact()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant SELECT (org_id, contact_id, username, password_set_at, password_set_by) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_gate SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.contact_pins owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  contact_id uuid not null
  pin_hash text not null
  generation integer not null default 1
  fails integer not null default 0
  fails_since timestamp with time zone
  set_at timestamp with time zone not null
  set_by text not null
  constraint contact_pins_set_by_check CHECK ((set_by = ANY (ARRAY['staff'::text, 'contact'::text])))
  constraint contact_pins_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id)
  constraint contact_pins_pkey PRIMARY KEY (org_id, contact_id)
  CREATE INDEX contact_pins_dead ON public.contact_pins USING btree (org_id, fails_since) WHERE (fails >= 5)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_pins permissive for all to doorstep_gate
    using (org_id = app.org())
    with check (org_id = app.org())
  policy portal_pins permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (contact_id = app.contact()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (fails, fails_since) to doorstep_gate
  grant SELECT (org_id, contact_id, fails, set_at, set_by) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_gate SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.contact_sites owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  contact_id uuid not null
  site_id uuid not null
  constraint contact_sites_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id)
  constraint contact_sites_org_id_site_id_fkey FOREIGN KEY (org_id, site_id) REFERENCES sites(org_id, id)
  constraint contact_sites_pkey PRIMARY KEY (org_id, contact_id, site_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_colleague_sites permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (app.setting('colleagues'::text) = 'yes'::text) AND (EXISTS ( SELECT
   FROM contacts p
  WHERE ((p.org_id = contact_sites.org_id) AND (p.id = contact_sites.contact_id)))))
  policy portal_contact_sites permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (contact_id = app.contact()))
  policy portal_give_site permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (app.setting('colleagues'::text) = 'yes'::text) AND (contact_id <> app.contact()) AND (EXISTS ( SELECT
   FROM contacts p
  WHERE ((p.org_id = contact_sites.org_id) AND (p.id = contact_sites.contact_id) AND (p.invited_by_contact_id IS NOT NULL)))))
  policy portal_take_site permissive for delete to doorstep_portal
    using ((org_id = app.org()) AND (app.setting('colleagues'::text) = 'yes'::text) AND (contact_id <> app.contact()) AND (EXISTS ( SELECT
   FROM contacts p
  WHERE ((p.org_id = contact_sites.org_id) AND (p.id = contact_sites.contact_id) AND (p.invited_by_contact_id IS NOT NULL)))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER own_site_only BEFORE INSERT ON public.contact_sites FOR EACH ROW EXECUTE FUNCTION app.own_site_only()
  grant doorstep_backup SELECT
  grant doorstep_portal DELETE,INSERT,SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.contact_tries owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  customer_id uuid not null
  contact_id uuid not null
  way text not null
  outcome text not null
  device text
  network text
  tried_at timestamp with time zone not null
  constraint contact_tries_device_check CHECK ((length(device) <= 80))
  constraint contact_tries_network_check CHECK ((length(network) <= 60))
  constraint contact_tries_outcome_check CHECK ((outcome = ANY (ARRAY['in'::text, 'half'::text, 'wrong'::text])))
  constraint contact_tries_way_check CHECK ((way = ANY (ARRAY['sign_in_link'::text, 'code'::text, 'pin'::text, 'password'::text, 'passkey'::text, 'step_up'::text])))
  constraint contact_tries_org_id_customer_id_contact_id_fkey FOREIGN KEY (org_id, customer_id, contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint contact_tries_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX contact_tries_newest ON public.contact_tries USING btree (org_id, tried_at DESC, id DESC)
  CREATE INDEX contact_tries_of_contact ON public.contact_tries USING btree (org_id, contact_id, tried_at DESC, id DESC)
  CREATE INDEX contact_tries_of_customer ON public.contact_tries USING btree (org_id, customer_id, tried_at DESC, id DESC)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_tries permissive for insert to doorstep_gate
    with check (org_id = app.org())
  policy portal_tries permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (contact_id = app.contact()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT
  grant doorstep_portal SELECT
  grant doorstep_staff SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.contacts owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  customer_id uuid not null
  first_name text
  last_name text
  "position" text
  email text
  phone text
  is_main boolean not null default false
  language text
  permissions jsonb not null default '{}'::jsonb
  external_id text
  archived_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  access_ends_on date
  invited_by_contact_id uuid
  invited_at timestamp with time zone
  answers_by text
  erased_at timestamp with time zone
  constraint contacts_answers_by_check CHECK ((answers_by = ANY (ARRAY['email'::text, 'sms'::text, 'none'::text])))
  constraint contacts_check CHECK ((invited_by_contact_id <> id))
  constraint contacts_check1 CHECK (((erased_at IS NULL) OR (archived_at IS NOT NULL)))
  constraint contacts_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254))))
  constraint contacts_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200)))
  constraint contacts_first_name_check CHECK ((length(first_name) <= 100))
  constraint contacts_language_check CHECK (((length(language) >= 2) AND (length(language) <= 12)))
  constraint contacts_last_name_check CHECK ((length(last_name) <= 100))
  constraint contacts_permissions_check CHECK ((jsonb_typeof(permissions) = 'object'::text))
  constraint contacts_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{5,14}$'::text))
  constraint contacts_position_check CHECK ((length("position") <= 100))
  constraint contacts_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint contacts_org_id_customer_id_invited_by_contact_id_fkey FOREIGN KEY (org_id, customer_id, invited_by_contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint contacts_pkey PRIMARY KEY (org_id, id)
  constraint contacts_org_id_customer_id_id_key UNIQUE (org_id, customer_id, id)
  constraint contacts_org_id_external_id_key UNIQUE (org_id, external_id)
  CREATE INDEX contacts_by_email ON public.contacts USING btree (org_id, email) WHERE (archived_at IS NULL)
  CREATE INDEX contacts_by_phone ON public.contacts USING btree (org_id, phone) WHERE (archived_at IS NULL)
  CREATE INDEX contacts_of_customer ON public.contacts USING btree (org_id, customer_id)
  CREATE UNIQUE INDEX contacts_one_main ON public.contacts USING btree (org_id, customer_id) WHERE (is_main AND (archived_at IS NULL))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_contacts permissive for select to doorstep_gate
    using (org_id = app.org())
  policy portal_colleagues permissive for update to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (app.setting('colleagues'::text) = 'yes'::text) AND (invited_by_contact_id IS NOT NULL) AND (id <> app.contact()) AND (NOT is_main) AND (archived_at IS NULL) AND app.within_own(permissions))
    with check ((org_id = app.org()) AND (customer_id = app.customer()) AND (app.setting('colleagues'::text) = 'yes'::text) AND (invited_by_contact_id IS NOT NULL) AND (id <> app.contact()) AND (NOT is_main) AND app.within_own(permissions))
  policy portal_contacts permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND ((app.setting('details'::text) = ANY (ARRAY['yes'::text, 'edit'::text])) OR (app.setting('colleagues'::text) = 'yes'::text)))
  policy portal_invites permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (customer_id = app.customer()) AND (app.setting('colleagues'::text) = 'yes'::text) AND (invited_by_contact_id = app.contact()) AND (id <> app.contact()) AND (NOT is_main) AND app.within_own(permissions))
  policy portal_own_contact permissive for update to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (id = app.contact()) AND (archived_at IS NULL) AND (app.setting('details'::text) = 'edit'::text))
    with check ((org_id = app.org()) AND (customer_id = app.customer()) AND (id = app.contact()) AND (archived_at IS NULL) AND (app.setting('details'::text) = 'edit'::text))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER index_changed_words AFTER UPDATE ON public.contacts REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_contacts()
  CREATE TRIGGER index_new_words AFTER INSERT ON public.contacts REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_contacts()
  CREATE TRIGGER portal_fields_only BEFORE UPDATE ON public.contacts FOR EACH ROW EXECUTE FUNCTION app.portal_fields_only()
  CREATE TRIGGER tell_access AFTER UPDATE ON public.contacts FOR EACH ROW WHEN ((((old.permissions IS DISTINCT FROM new.permissions) OR (old.archived_at IS DISTINCT FROM new.archived_at)) OR (old.access_ends_on IS DISTINCT FROM new.access_ends_on))) EXECUTE FUNCTION app.tell_access()
  grant SELECT (org_id, id, customer_id, first_name, last_name, email, phone, is_main, language, permissions, archived_at, access_ends_on) to doorstep_gate
  grant INSERT (org_id, id, customer_id, first_name, last_name, position, email, phone, permissions, created_at, updated_at, access_ends_on, invited_by_contact_id, invited_at) to doorstep_portal
  grant SELECT (org_id, id, customer_id, first_name, last_name, position, email, phone, is_main, language, permissions, archived_at, created_at, updated_at, access_ends_on, invited_by_contact_id, invited_at, answers_by) to doorstep_portal
  grant UPDATE (first_name, last_name, position, language, permissions, updated_at, access_ends_on, invited_at, answers_by) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.credit_note_lines owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  credit_note_id uuid not null
  invoice_line_id uuid
  "position" integer not null
  description text not null
  quantity numeric(14,4) not null default 1
  unit text
  unit_price_minor bigint not null
  tax_rate_bp integer not null
  amount_minor bigint not null
  constraint credit_note_lines_description_check CHECK (((length(description) >= 1) AND (length(description) <= 2000)))
  constraint credit_note_lines_position_check CHECK ((("position" >= 1) AND ("position" <= 1000)))
  constraint credit_note_lines_tax_rate_bp_check CHECK (((tax_rate_bp >= 0) AND (tax_rate_bp <= 10000)))
  constraint credit_note_lines_unit_check CHECK ((length(unit) <= 20))
  constraint credit_note_lines_unit_price_minor_check CHECK (((unit_price_minor >= '-1000000000000'::bigint) AND (unit_price_minor <= '1000000000000'::bigint)))
  constraint credit_note_lines_org_id_credit_note_id_fkey FOREIGN KEY (org_id, credit_note_id) REFERENCES credit_notes(org_id, id)
  constraint credit_note_lines_org_id_invoice_line_id_fkey FOREIGN KEY (org_id, invoice_line_id) REFERENCES invoice_lines(org_id, id)
  constraint credit_note_lines_pkey PRIMARY KEY (org_id, id)
  constraint credit_note_lines_org_id_credit_note_id_position_key UNIQUE (org_id, credit_note_id, "position")
  CREATE INDEX credit_note_lines_of_line ON public.credit_note_lines USING btree (org_id, invoice_line_id) WHERE (invoice_line_id IS NOT NULL)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_credit_note_lines permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (EXISTS ( SELECT
   FROM credit_notes c
  WHERE ((c.org_id = credit_note_lines.org_id) AND (c.id = credit_note_lines.credit_note_id)))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_portal SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.credit_note_taxes owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  credit_note_id uuid not null
  rate_bp integer not null
  net_minor bigint not null
  tax_minor bigint not null
  constraint credit_note_taxes_rate_bp_check CHECK (((rate_bp >= 0) AND (rate_bp <= 10000)))
  constraint credit_note_taxes_org_id_credit_note_id_fkey FOREIGN KEY (org_id, credit_note_id) REFERENCES credit_notes(org_id, id)
  constraint credit_note_taxes_pkey PRIMARY KEY (org_id, credit_note_id, rate_bp)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_credit_note_taxes permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (EXISTS ( SELECT
   FROM credit_notes c
  WHERE ((c.org_id = credit_note_taxes.org_id) AND (c.id = credit_note_taxes.credit_note_id)))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_portal SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.credit_notes owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  number text
  customer_id uuid not null
  invoice_id uuid
  state text not null default 'draft'::text
  issued_on date
  currency text not null
  prices_include_tax boolean not null default false
  net_minor bigint not null default 0
  tax_minor bigint not null default 0
  total_minor bigint not null default 0
  used_minor bigint not null default 0
  reason text
  note text
  billing_name text
  billing_address text
  billing_vat_id text
  void_reason text
  voided_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint credit_notes_billing_address_check CHECK ((length(billing_address) <= 500))
  constraint credit_notes_billing_name_check CHECK ((length(billing_name) <= 200))
  constraint credit_notes_billing_vat_id_check CHECK ((length(billing_vat_id) <= 40))
  constraint credit_notes_check CHECK (((state = 'draft'::text) = (number IS NULL)))
  constraint credit_notes_check1 CHECK (((state = 'draft'::text) OR (issued_on IS NOT NULL)))
  constraint credit_notes_check2 CHECK (((state = 'draft'::text) OR (total_minor > 0)))
  constraint credit_notes_check3 CHECK (((state = 'void'::text) = (voided_at IS NOT NULL)))
  constraint credit_notes_check4 CHECK ((total_minor = (net_minor + tax_minor)))
  constraint credit_notes_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
  constraint credit_notes_note_check CHECK ((length(note) <= 2000))
  constraint credit_notes_number_check CHECK ((number ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$'::text))
  constraint credit_notes_reason_check CHECK ((length(reason) <= 500))
  constraint credit_notes_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'void'::text])))
  constraint credit_notes_total_minor_check CHECK (((total_minor >= '-1000000000000'::bigint) AND (total_minor <= '1000000000000'::bigint)))
  constraint credit_notes_used_fits CHECK (((used_minor >= 0) AND (used_minor <= GREATEST(total_minor, (0)::bigint))))
  constraint credit_notes_void_reason_check CHECK ((length(void_reason) <= 500))
  constraint credit_notes_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint credit_notes_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id)
  constraint credit_notes_pkey PRIMARY KEY (org_id, id)
  constraint used_is_kept TRIGGER DEFERRABLE INITIALLY DEFERRED
  constraint credit_notes_org_id_number_key UNIQUE (org_id, number)
  CREATE INDEX credit_notes_by_day ON public.credit_notes USING btree (org_id, issued_on DESC, id DESC)
  CREATE INDEX credit_notes_of_customer ON public.credit_notes USING btree (org_id, customer_id, issued_on DESC, id DESC)
  CREATE INDEX credit_notes_of_invoice ON public.credit_notes USING btree (org_id, invoice_id) WHERE (invoice_id IS NOT NULL)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy drafts_only restrictive for delete to doorstep_staff, doorstep_system
    using (state = 'draft'::text)
  policy portal_credit_notes permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (state <> 'draft'::text) AND
CASE app.setting('invoices'::text)
    WHEN 'all'::text THEN true
    WHEN 'one'::text THEN (invoice_id = app.subject())
    ELSE false
END)
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER index_words AFTER INSERT OR UPDATE OF number ON public.credit_notes FOR EACH ROW WHEN ((new.number IS NOT NULL)) EXECUTE FUNCTION app.index_credit_note()
  CREATE TRIGGER keep_credited AFTER INSERT OR UPDATE OF state, total_minor ON public.credit_notes FOR EACH ROW WHEN ((new.invoice_id IS NOT NULL)) EXECUTE FUNCTION app.keep_credited()
  CREATE CONSTRAINT TRIGGER used_is_kept AFTER UPDATE OF used_minor ON public.credit_notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.used_is_kept()
  grant SELECT (org_id, id, number, customer_id, invoice_id, state, issued_on, currency, prices_include_tax, net_minor, tax_minor, total_minor, used_minor, reason, note, billing_name, billing_address, billing_vat_id, void_reason, voided_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.customers owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  number text not null
  kind text not null default 'person'::text
  name text not null
  line1 text
  line2 text
  postcode text
  city text
  region text
  country text
  billing_name text
  billing_address text
  vat_id text
  language text
  notes text
  permissions jsonb not null default '{}'::jsonb
  external_id text
  archived_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  jobs_shown_months integer
  name_folded text not null default ''::text
  erased_at timestamp with time zone
  constraint customers_billing_address_check CHECK ((length(billing_address) <= 500))
  constraint customers_billing_name_check CHECK ((length(billing_name) <= 200))
  constraint customers_check CHECK (((erased_at IS NULL) OR (archived_at IS NOT NULL)))
  constraint customers_city_check CHECK ((length(city) <= 120))
  constraint customers_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint customers_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200)))
  constraint customers_jobs_shown_months_check CHECK (((jobs_shown_months >= 0) AND (jobs_shown_months <= 240)))
  constraint customers_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text])))
  constraint customers_language_check CHECK (((length(language) >= 2) AND (length(language) <= 12)))
  constraint customers_line1_check CHECK ((length(line1) <= 200))
  constraint customers_line2_check CHECK ((length(line2) <= 200))
  constraint customers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint customers_notes_check CHECK ((length(notes) <= 10000))
  constraint customers_number_check CHECK ((number ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'::text))
  constraint customers_permissions_check CHECK ((jsonb_typeof(permissions) = 'object'::text))
  constraint customers_postcode_check CHECK ((length(postcode) <= 20))
  constraint customers_region_check CHECK ((length(region) <= 120))
  constraint customers_vat_id_check CHECK ((length(vat_id) <= 40))
  constraint customers_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint customers_pkey PRIMARY KEY (org_id, id)
  constraint customers_org_id_external_id_key UNIQUE (org_id, external_id)
  constraint customers_org_id_number_key UNIQUE (org_id, number)
  CREATE INDEX customers_archived_by_name ON public.customers USING btree (org_id, name_folded, id) WHERE (archived_at IS NOT NULL)
  CREATE INDEX customers_by_name ON public.customers USING btree (org_id, name_folded, id) WHERE (archived_at IS NULL)
  CREATE UNIQUE INDEX customers_number_folded ON public.customers USING btree (org_id, lower(number))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_customers permissive for select to doorstep_gate
    using (org_id = app.org())
  policy portal_customer permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (id = app.customer()) AND (app.setting('details'::text) = ANY (ARRAY['yes'::text, 'edit'::text])))
  policy portal_own_customer permissive for update to doorstep_portal
    using ((org_id = app.org()) AND (id = app.customer()) AND (archived_at IS NULL) AND (app.setting('details'::text) = 'edit'::text))
    with check ((org_id = app.org()) AND (id = app.customer()) AND (archived_at IS NULL) AND (app.setting('details'::text) = 'edit'::text))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER fold_name BEFORE INSERT OR UPDATE OF name ON public.customers FOR EACH ROW EXECUTE FUNCTION app.fold_name()
  CREATE TRIGGER index_changed_words AFTER UPDATE ON public.customers REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_customers()
  CREATE TRIGGER index_new_words AFTER INSERT ON public.customers REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_customers()
  CREATE TRIGGER tell_access AFTER UPDATE ON public.customers FOR EACH ROW WHEN ((((old.permissions IS DISTINCT FROM new.permissions) OR (old.archived_at IS DISTINCT FROM new.archived_at)) OR (old.jobs_shown_months IS DISTINCT FROM new.jobs_shown_months))) EXECUTE FUNCTION app.tell_access()
  grant SELECT (org_id, id, number, kind, name, language, permissions, archived_at, jobs_shown_months) to doorstep_gate
  grant SELECT (org_id, id, number, kind, name, line1, line2, postcode, city, region, country, billing_name, billing_address, vat_id, language, created_at, updated_at) to doorstep_portal
  grant UPDATE (line1, line2, postcode, city, region, country, billing_name, billing_address, vat_id, language, updated_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.data_requests owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  kind text not null
  state text not null
  customer_id uuid not null
  contact_id uuid
  asked_by_contact_id uuid
  decided_by_staff_id uuid
  asked_at timestamp with time zone not null
  decided_at timestamp with time zone
  file_key text
  file_bytes bigint
  ready_at timestamp with time zone
  expires_at timestamp with time zone
  constraint data_requests_check CHECK (((file_key IS NOT NULL) = ((kind = 'copy'::text) AND (state = 'ready'::text))))
  constraint data_requests_check1 CHECK (((state <> 'ready'::text) OR ((file_bytes IS NOT NULL) AND (ready_at IS NOT NULL) AND (expires_at IS NOT NULL))))
  constraint data_requests_file_bytes_check CHECK ((file_bytes >= 0))
  constraint data_requests_file_key_check CHECK ((file_key ~ '^[0-9a-f]{32}$'::text))
  constraint data_requests_kind_check CHECK ((kind = ANY (ARRAY['copy'::text, 'erasure'::text])))
  constraint data_requests_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'making'::text, 'ready'::text, 'gone'::text, 'done'::text, 'refused'::text, 'failed'::text])))
  constraint data_requests_org_id_customer_id_asked_by_contact_id_fkey FOREIGN KEY (org_id, customer_id, asked_by_contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint data_requests_org_id_customer_id_contact_id_fkey FOREIGN KEY (org_id, customer_id, contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint data_requests_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint data_requests_org_id_decided_by_staff_id_fkey FOREIGN KEY (org_id, decided_by_staff_id) REFERENCES staff(org_id, id)
  constraint data_requests_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint data_requests_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX data_requests_by_state ON public.data_requests USING btree (org_id, state, asked_at DESC, id DESC)
  CREATE INDEX data_requests_of_customer ON public.data_requests USING btree (org_id, customer_id, asked_at DESC, id DESC)
  CREATE UNIQUE INDEX data_requests_one_open ON public.data_requests USING btree (org_id, kind, customer_id, COALESCE(contact_id, customer_id)) WHERE (state = ANY (ARRAY['asked'::text, 'making'::text]))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_asks permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (customer_id = app.customer()) AND (asked_by_contact_id = app.contact()) AND (contact_id = app.contact()) AND (state = 'asked'::text) AND (file_key IS NULL) AND (decided_by_staff_id IS NULL))
  policy portal_requests permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (asked_by_contact_id = app.contact()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant INSERT (org_id, kind, state, customer_id, contact_id, asked_by_contact_id, asked_at) to doorstep_portal
  grant SELECT (org_id, id, kind, state, customer_id, contact_id, asked_by_contact_id, asked_at, decided_at, file_key, file_bytes, ready_at, expires_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system INSERT,SELECT,UPDATE

table public.deliveries owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  channel text not null
  kind text not null
  language text not null
  recipient text not null
  recipient_name text
  customer_id uuid
  contact_id uuid
  job_id uuid
  invoice_id uuid
  staff_id uuid
  queued_by_staff_id uuid
  subject text
  blocks jsonb not null
  merge_values jsonb not null default '{}'::jsonb
  secret_kind text
  secret_id uuid
  secret_generation integer
  state text not null default 'queued'::text
  reason text
  attempts integer not null default 0
  maybe_sent boolean not null default false
  provider_answer text
  claimed_at timestamp with time zone
  due_at timestamp with time zone not null
  not_after timestamp with time zone
  queued_at timestamp with time zone not null
  sent_at timestamp with time zone
  constraint deliveries_attempts_check CHECK (((attempts >= 0) AND (attempts <= 1000)))
  constraint deliveries_blocks_check CHECK (((jsonb_typeof(blocks) = 'array'::text) AND (length((blocks)::text) <= 50000)))
  constraint deliveries_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text])))
  constraint deliveries_check CHECK (((channel = 'email'::text) = (subject IS NOT NULL)))
  constraint deliveries_check1 CHECK (((secret_kind IS NULL) = (secret_id IS NULL)))
  constraint deliveries_check2 CHECK (((secret_generation IS NULL) OR (secret_id IS NOT NULL)))
  constraint deliveries_check3 CHECK (((contact_id IS NULL) OR (customer_id IS NOT NULL)))
  constraint deliveries_check4 CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL)))
  constraint deliveries_check5 CHECK (((state <> 'sending'::text) OR (claimed_at IS NOT NULL)))
  constraint deliveries_check6 CHECK (((state = ANY (ARRAY['failed'::text, 'suppressed'::text, 'held'::text])) = (reason IS NOT NULL)))
  constraint deliveries_kind_check CHECK ((kind ~ '^[a-z][a-z_]{0,39}$'::text))
  constraint deliveries_language_check CHECK (((length(language) >= 2) AND (length(language) <= 35)))
  constraint deliveries_merge_values_check CHECK (((jsonb_typeof(merge_values) = 'object'::text) AND (length((merge_values)::text) <= 50000)))
  constraint deliveries_provider_answer_check CHECK ((length(provider_answer) <= 300))
  constraint deliveries_reason_check CHECK ((reason ~ '^[a-z-]+\.[a-z-]+$'::text))
  constraint deliveries_recipient_check CHECK (((length(recipient) >= 3) AND (length(recipient) <= 254)))
  constraint deliveries_recipient_name_check CHECK ((length(recipient_name) <= 200))
  constraint deliveries_secret_generation_check CHECK ((secret_generation > 0))
  constraint deliveries_secret_kind_check CHECK ((secret_kind ~ '^[a-z][a-z_]{0,39}$'::text))
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'held'::text, 'failed'::text, 'suppressed'::text])))
  constraint deliveries_subject_check CHECK ((length(subject) <= 500))
  constraint deliveries_org_id_customer_id_contact_id_fkey FOREIGN KEY (org_id, customer_id, contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint deliveries_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint deliveries_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint deliveries_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id)
  constraint deliveries_org_id_job_id_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs(org_id, id)
  constraint deliveries_org_id_queued_by_staff_id_fkey FOREIGN KEY (org_id, queued_by_staff_id) REFERENCES staff(org_id, id)
  constraint deliveries_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint deliveries_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX deliveries_by_channel ON public.deliveries USING btree (org_id, channel, queued_at DESC, id DESC)
  CREATE INDEX deliveries_by_state ON public.deliveries USING btree (org_id, state, queued_at DESC, id DESC)
  CREATE INDEX deliveries_newest ON public.deliveries USING btree (org_id, queued_at DESC, id DESC)
  CREATE INDEX deliveries_of_customer ON public.deliveries USING btree (org_id, customer_id, queued_at DESC, id DESC)
  CREATE INDEX deliveries_to ON public.deliveries USING btree (org_id, recipient, queued_at DESC)
  CREATE INDEX deliveries_unsent ON public.deliveries USING btree (state) WHERE (state <> 'sent'::text)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (secret_generation, state, reason, attempts, maybe_sent, provider_answer, claimed_at, due_at, sent_at) to doorstep_staff
  grant UPDATE (secret_generation, state, reason, attempts, maybe_sent, provider_answer, claimed_at, due_at, sent_at) to doorstep_system
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.detail_changes owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  customer_id uuid not null
  contact_id uuid
  field text not null
  old_value text
  new_value text
  actor_kind text not null
  actor_id uuid
  actor_name text
  changed_at timestamp with time zone not null
  constraint detail_changes_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['contact'::text, 'link'::text, 'staff'::text, 'system'::text])))
  constraint detail_changes_actor_name_check CHECK ((length(actor_name) <= 200))
  constraint detail_changes_check CHECK ((old_value IS DISTINCT FROM new_value))
  constraint detail_changes_field_check CHECK ((field ~ '^[a-z][a-z0-9_]{0,39}$'::text))
  constraint detail_changes_new_value_check CHECK ((length(new_value) <= 500))
  constraint detail_changes_old_value_check CHECK ((length(old_value) <= 500))
  constraint detail_changes_org_id_customer_id_contact_id_fkey FOREIGN KEY (org_id, customer_id, contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint detail_changes_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint detail_changes_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX detail_changes_of_customer ON public.detail_changes USING btree (org_id, customer_id, changed_at DESC, id DESC)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_detail_changes permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (customer_id = app.customer()) AND (app.setting('details'::text) = 'edit'::text) AND ((contact_id IS NULL) OR (contact_id = app.contact())) AND (actor_kind = ANY (ARRAY['contact'::text, 'link'::text])))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant INSERT (org_id, id, customer_id, contact_id, field, old_value, new_value, actor_kind, actor_id, actor_name, changed_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.done_once owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  key text not null
  done_at timestamp with time zone not null
  constraint done_once_key_check CHECK (((length(key) >= 1) AND (length(key) <= 120)))
  constraint done_once_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint done_once_pkey PRIMARY KEY (org_id, key)
  CREATE INDEX done_once_old ON public.done_once USING btree (org_id, done_at)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.erasures owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  customer_id uuid not null
  contact_id uuid
  customer_number text not null
  erased_by_staff_id uuid
  receipt jsonb not null
  books_until date not null
  erased_at timestamp with time zone not null
  repeated_at timestamp with time zone
  constraint erasures_customer_number_check CHECK ((length(customer_number) <= 32))
  constraint erasures_receipt_check CHECK ((jsonb_typeof(receipt) = 'object'::text))
  constraint erasures_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint erasures_org_id_erased_by_staff_id_fkey FOREIGN KEY (org_id, erased_by_staff_id) REFERENCES staff(org_id, id)
  constraint erasures_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint erasures_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX erasures_newest ON public.erasures USING btree (org_id, erased_at DESC, id DESC)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (repeated_at) to doorstep_system
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system INSERT,SELECT

table public.event_heads owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  seq bigint not null default 0
  hash bytea not null default '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea
  constraint event_heads_hash_check CHECK ((length(hash) = 32))
  constraint event_heads_seq_check CHECK ((seq >= 0))
  constraint event_heads_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint event_heads_pkey PRIMARY KEY (org_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy owner_seals permissive for all to doorstep_owner
    using true
    with check true
  policy staff_of_org permissive for select to doorstep_staff
    using (org_id = app.org())
  policy system_of_org permissive for select to doorstep_system
    using (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff SELECT
  grant doorstep_system SELECT

table public.event_seals owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  seq bigint not null
  event_id uuid not null
  detail_hash bytea not null
  hash bytea not null
  constraint event_seals_detail_hash_check CHECK ((length(detail_hash) = 32))
  constraint event_seals_hash_check CHECK ((length(hash) = 32))
  constraint event_seals_seq_check CHECK ((seq > 0))
  constraint event_seals_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES events(org_id, id)
  constraint event_seals_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint event_seals_pkey PRIMARY KEY (org_id, seq)
  constraint event_seals_org_id_event_id_key UNIQUE (org_id, event_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy owner_seals permissive for all to doorstep_owner
    using true
    with check true
  policy staff_of_org permissive for select to doorstep_staff
    using (org_id = app.org())
  policy system_of_org permissive for select to doorstep_system
    using (org_id = app.org())
  CREATE TRIGGER seals_are_kept BEFORE DELETE OR UPDATE ON public.event_seals FOR EACH ROW EXECUTE FUNCTION app.seals_are_kept()
  CREATE TRIGGER seals_are_kept_whole BEFORE TRUNCATE ON public.event_seals FOR EACH STATEMENT EXECUTE FUNCTION app.seals_are_kept()
  grant doorstep_backup SELECT
  grant doorstep_staff SELECT
  grant doorstep_system SELECT

table public.events owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  name text not null
  actor_kind text not null
  actor_id uuid
  actor_name text
  customer_id uuid
  subject_kind text
  subject_id uuid
  data jsonb not null default '{}'::jsonb
  happened_at timestamp with time zone not null
  salt bytea default uuid_send(gen_random_uuid())
  erased_at timestamp with time zone
  constraint events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['contact'::text, 'link'::text, 'staff'::text, 'api'::text, 'system'::text, 'gate'::text])))
  constraint events_actor_name_check CHECK ((length(actor_name) <= 200))
  constraint events_check CHECK (((erased_at IS NULL) OR ((salt IS NULL) AND (actor_name IS NULL) AND (data = '{}'::jsonb))))
  constraint events_data_check CHECK ((jsonb_typeof(data) = 'object'::text))
  constraint events_name_check CHECK ((name ~ '^[a-z_]+\.[a-z_]+$'::text))
  constraint events_salt_check CHECK ((length(salt) = 16))
  constraint events_subject_kind_check CHECK ((length(subject_kind) <= 40))
  constraint events_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint events_pkey PRIMARY KEY (org_id, id)
  constraint events_are_sealed TRIGGER DEFERRABLE INITIALLY DEFERRED
  CREATE INDEX events_by_time ON public.events USING btree (org_id, happened_at DESC, id DESC)
  CREATE INDEX events_of_customer ON public.events USING btree (org_id, customer_id, happened_at DESC, id DESC)
  CREATE INDEX events_of_subject ON public.events USING btree (org_id, subject_kind, subject_id, happened_at DESC)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_events permissive for insert to doorstep_gate
    with check (org_id = app.org())
  policy portal_events permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (customer_id = app.customer()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER events_are_kept BEFORE DELETE OR UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION app.events_are_kept()
  CREATE TRIGGER events_are_kept_whole BEFORE TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION app.events_are_kept()
  CREATE CONSTRAINT TRIGGER events_are_sealed AFTER INSERT ON public.events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION doorstep_private.seal_event()
  grant UPDATE (actor_name, data, salt, erased_at) to doorstep_system
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT
  grant doorstep_portal INSERT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system INSERT,SELECT

table public.import_mappings owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  kind text not null
  headers_hash text not null
  mapping jsonb not null
  options jsonb not null
  updated_at timestamp with time zone not null default now()
  constraint import_mappings_headers_hash_check CHECK ((headers_hash ~ '^[0-9a-f]{64}$'::text))
  constraint import_mappings_kind_check CHECK ((kind = ANY (ARRAY['customers'::text, 'contacts'::text, 'sites'::text, 'jobs'::text, 'invoices'::text, 'payments'::text])))
  constraint import_mappings_mapping_check CHECK ((jsonb_typeof(mapping) = 'object'::text))
  constraint import_mappings_options_check CHECK ((jsonb_typeof(options) = 'object'::text))
  constraint import_mappings_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint import_mappings_pkey PRIMARY KEY (org_id, kind, headers_hash)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.import_problems owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  import_id uuid not null
  row_number bigint not null
  line_number bigint not null
  problems jsonb not null
  cells jsonb not null
  constraint import_problems_cells_check CHECK ((jsonb_typeof(cells) = 'array'::text))
  constraint import_problems_line_number_check CHECK ((line_number > 0))
  constraint import_problems_problems_check CHECK ((jsonb_typeof(problems) = 'array'::text))
  constraint import_problems_row_number_check CHECK ((row_number > 0))
  constraint import_problems_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES imports(org_id, id)
  constraint import_problems_pkey PRIMARY KEY (org_id, import_id, row_number)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.imports owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  kind text not null
  state text not null default 'mapping'::text
  file_key text
  file_name text not null
  file_bytes bigint not null
  encoding text not null
  delimiter text not null
  header_row integer not null
  columns jsonb not null
  mapping jsonb not null default '{}'::jsonb
  options jsonb not null default '{}'::jsonb
  skip_bad_rows boolean not null default false
  preview jsonb not null default '[]'::jsonb
  bytes_read bigint not null default 0
  last_row bigint not null default 0
  rows_read bigint not null default 0
  rows_new bigint not null default 0
  rows_updated bigint not null default 0
  rows_unchanged bigint not null default 0
  rows_bad bigint not null default 0
  reason text
  reason_values jsonb not null default '{}'::jsonb
  created_by_staff_id uuid
  created_at timestamp with time zone not null default now()
  started_at timestamp with time zone
  seen_alive_at timestamp with time zone
  finished_at timestamp with time zone
  constraint imports_bytes_read_check CHECK ((bytes_read >= 0))
  constraint imports_check CHECK (((state = ANY (ARRAY['refused'::text, 'failed'::text])) = (reason IS NOT NULL)))
  constraint imports_check1 CHECK (((state <> ALL (ARRAY['done'::text, 'refused'::text, 'failed'::text])) OR (finished_at IS NOT NULL)))
  constraint imports_columns_check CHECK ((jsonb_typeof(columns) = 'array'::text))
  constraint imports_delimiter_check CHECK ((delimiter = ANY (ARRAY[','::text, ';'::text, '	'::text, '|'::text])))
  constraint imports_encoding_check CHECK ((length(encoding) <= 20))
  constraint imports_file_bytes_check CHECK ((file_bytes >= 0))
  constraint imports_file_key_check CHECK ((file_key ~ '^[0-9a-f]{32}$'::text))
  constraint imports_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 120)))
  constraint imports_header_row_check CHECK (((header_row >= 0) AND (header_row <= 1000)))
  constraint imports_kind_check CHECK ((kind = ANY (ARRAY['customers'::text, 'contacts'::text, 'sites'::text, 'jobs'::text, 'invoices'::text, 'payments'::text])))
  constraint imports_last_row_check CHECK ((last_row >= 0))
  constraint imports_mapping_check CHECK ((jsonb_typeof(mapping) = 'object'::text))
  constraint imports_options_check CHECK ((jsonb_typeof(options) = 'object'::text))
  constraint imports_preview_check CHECK ((jsonb_typeof(preview) = 'array'::text))
  constraint imports_reason_check CHECK ((length(reason) <= 60))
  constraint imports_reason_values_check CHECK ((jsonb_typeof(reason_values) = 'object'::text))
  constraint imports_rows_bad_check CHECK ((rows_bad >= 0))
  constraint imports_rows_new_check CHECK ((rows_new >= 0))
  constraint imports_rows_read_check CHECK ((rows_read >= 0))
  constraint imports_rows_unchanged_check CHECK ((rows_unchanged >= 0))
  constraint imports_rows_updated_check CHECK ((rows_updated >= 0))
  constraint imports_state_check CHECK ((state = ANY (ARRAY['mapping'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'refused'::text, 'failed'::text])))
  constraint imports_org_id_created_by_staff_id_fkey FOREIGN KEY (org_id, created_by_staff_id) REFERENCES staff(org_id, id)
  constraint imports_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint imports_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX imports_newest ON public.imports USING btree (org_id, created_at DESC, id DESC)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.invoice_lines owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  invoice_id uuid not null
  "position" integer not null
  description text not null
  quantity numeric(14,4) not null default 1
  unit text
  unit_price_minor bigint not null
  tax_rate_bp integer not null
  amount_minor bigint not null
  constraint invoice_lines_description_check CHECK (((length(description) >= 1) AND (length(description) <= 2000)))
  constraint invoice_lines_position_check CHECK ((("position" >= 1) AND ("position" <= 1000)))
  constraint invoice_lines_tax_rate_bp_check CHECK (((tax_rate_bp >= 0) AND (tax_rate_bp <= 10000)))
  constraint invoice_lines_unit_check CHECK ((length(unit) <= 20))
  constraint invoice_lines_unit_price_minor_check CHECK (((unit_price_minor >= '-1000000000000'::bigint) AND (unit_price_minor <= '1000000000000'::bigint)))
  constraint invoice_lines_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id)
  constraint invoice_lines_pkey PRIMARY KEY (org_id, id)
  constraint invoice_lines_org_id_invoice_id_position_key UNIQUE (org_id, invoice_id, "position")
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_invoice_lines permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (EXISTS ( SELECT
   FROM invoices i
  WHERE ((i.org_id = invoice_lines.org_id) AND (i.id = invoice_lines.invoice_id)))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_portal SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.invoice_taxes owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  invoice_id uuid not null
  rate_bp integer not null
  net_minor bigint not null
  tax_minor bigint not null
  constraint invoice_taxes_rate_bp_check CHECK (((rate_bp >= 0) AND (rate_bp <= 10000)))
  constraint invoice_taxes_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id)
  constraint invoice_taxes_pkey PRIMARY KEY (org_id, invoice_id, rate_bp)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_invoice_taxes permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (EXISTS ( SELECT
   FROM invoices i
  WHERE ((i.org_id = invoice_taxes.org_id) AND (i.id = invoice_taxes.invoice_id)))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_portal SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.invoices owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  number text
  customer_id uuid not null
  job_id uuid
  state text not null default 'draft'::text
  issued_on date
  due_on date
  currency text not null
  prices_include_tax boolean not null default false
  net_minor bigint not null default 0
  tax_minor bigint not null default 0
  total_minor bigint not null default 0
  customer_reference text
  note text
  billing_name text
  billing_address text
  billing_vat_id text
  source text not null default 'office'::text
  external_id text
  void_reason text
  voided_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  paid_minor bigint not null default 0
  credited_minor bigint not null default 0
  constraint invoices_billing_address_check CHECK ((length(billing_address) <= 500))
  constraint invoices_billing_name_check CHECK ((length(billing_name) <= 200))
  constraint invoices_billing_vat_id_check CHECK ((length(billing_vat_id) <= 40))
  constraint invoices_check CHECK (((state = 'draft'::text) = (number IS NULL)))
  constraint invoices_check1 CHECK (((state = 'draft'::text) OR ((issued_on IS NOT NULL) AND (due_on IS NOT NULL))))
  constraint invoices_check2 CHECK (((state = 'void'::text) = (voided_at IS NOT NULL)))
  constraint invoices_check3 CHECK ((total_minor = (net_minor + tax_minor)))
  constraint invoices_credited_fits CHECK (((credited_minor >= 0) AND (credited_minor <= GREATEST(total_minor, (0)::bigint))))
  constraint invoices_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
  constraint invoices_customer_reference_check CHECK ((length(customer_reference) <= 100))
  constraint invoices_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200)))
  constraint invoices_note_check CHECK ((length(note) <= 2000))
  constraint invoices_number_check CHECK ((number ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$'::text))
  constraint invoices_paid_fits CHECK (((paid_minor >= 0) AND (paid_minor <= GREATEST(total_minor, (0)::bigint))))
  constraint invoices_source_check CHECK ((source = ANY (ARRAY['office'::text, 'import'::text, 'api'::text])))
  constraint invoices_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'void'::text])))
  constraint invoices_total_minor_check CHECK (((total_minor >= '-1000000000000'::bigint) AND (total_minor <= '1000000000000'::bigint)))
  constraint invoices_void_reason_check CHECK ((length(void_reason) <= 500))
  constraint invoices_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint invoices_org_id_job_id_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs(org_id, id)
  constraint invoices_pkey PRIMARY KEY (org_id, id)
  constraint paid_is_kept TRIGGER DEFERRABLE INITIALLY DEFERRED
  constraint invoices_org_id_external_id_key UNIQUE (org_id, external_id)
  constraint invoices_org_id_number_key UNIQUE (org_id, number)
  CREATE INDEX invoices_by_day ON public.invoices USING btree (org_id, issued_on DESC, id DESC)
  CREATE INDEX invoices_by_due ON public.invoices USING btree (org_id, state, due_on, id)
  CREATE INDEX invoices_of_customer ON public.invoices USING btree (org_id, customer_id, issued_on DESC, id)
  CREATE INDEX invoices_of_job ON public.invoices USING btree (org_id, job_id) WHERE (job_id IS NOT NULL)
  CREATE INDEX invoices_unpaid ON public.invoices USING btree (org_id, due_on, id) WHERE ((state = 'issued'::text) AND (total_minor > paid_minor))
  CREATE INDEX invoices_unpaid_of_customer ON public.invoices USING btree (org_id, customer_id, due_on, id) WHERE ((state = 'issued'::text) AND (total_minor > paid_minor))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy drafts_only restrictive for delete to doorstep_staff, doorstep_system
    using (state = 'draft'::text)
  policy portal_invoices permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (state <> 'draft'::text) AND
CASE app.setting('invoices'::text)
    WHEN 'all'::text THEN true
    WHEN 'one'::text THEN (id = app.subject())
    ELSE false
END)
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER index_changed_words AFTER UPDATE ON public.invoices REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_invoices()
  CREATE TRIGGER index_new_words AFTER INSERT ON public.invoices REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_invoices()
  CREATE TRIGGER kept BEFORE UPDATE OF paid_minor, credited_minor ON public.invoices FOR EACH ROW WHEN (((new.paid_minor <> old.paid_minor) OR (new.credited_minor <> old.credited_minor))) EXECUTE FUNCTION app.kept_by_triggers()
  CREATE TRIGGER kept_from_the_start BEFORE INSERT ON public.invoices FOR EACH ROW WHEN (((new.paid_minor <> 0) OR (new.credited_minor <> 0))) EXECUTE FUNCTION app.kept_by_triggers()
  CREATE CONSTRAINT TRIGGER paid_is_kept AFTER UPDATE OF paid_minor ON public.invoices DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.paid_is_kept()
  grant SELECT (org_id, id, number, customer_id, job_id, state, issued_on, due_on, currency, prices_include_tax, net_minor, tax_minor, total_minor, customer_reference, note, billing_name, billing_address, billing_vat_id, void_reason, voided_at, paid_minor, credited_minor) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.job_events owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  job_id uuid not null
  kind text not null
  step text
  note text
  visible boolean not null default false
  staff_id uuid
  happened_at timestamp with time zone not null
  constraint job_events_check CHECK (((kind = 'step'::text) = (step IS NOT NULL)))
  constraint job_events_kind_check CHECK ((kind = ANY (ARRAY['step'::text, 'window'::text, 'note'::text])))
  constraint job_events_note_check CHECK ((length(note) <= 2000))
  constraint job_events_step_check CHECK ((step = ANY (ARRAY['received'::text, 'scheduling'::text, 'dispatched'::text, 'on_the_way'::text, 'arrived'::text, 'in_progress'::text, 'completed'::text, 'paused'::text, 'cancelled'::text])))
  constraint job_events_org_id_job_id_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs(org_id, id)
  constraint job_events_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint job_events_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX job_events_of_job ON public.job_events USING btree (org_id, job_id, happened_at, id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_job_events permissive for select to doorstep_portal
    using ((org_id = app.org()) AND visible AND (EXISTS ( SELECT
   FROM jobs j
  WHERE ((j.org_id = job_events.org_id) AND (j.id = job_events.job_id)))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant SELECT (org_id, id, job_id, kind, step, note, visible, happened_at) to doorstep_portal
  grant UPDATE (note) to doorstep_system
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system INSERT,SELECT

table public.jobs owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  number text not null
  customer_id uuid not null
  site_id uuid
  title text not null
  description text
  internal_notes text
  step text not null default 'received'::text
  pause_reason text
  starts_at timestamp with time zone
  ends_at timestamp with time zone
  assigned_staff_id uuid
  raised_by_contact_id uuid
  main_contact_id uuid
  affected_first_name text
  affected_last_name text
  affected_email text
  affected_phone text
  customer_reference text
  price_minor bigint
  currency text
  repeats text
  next_due_on date
  source text not null default 'office'::text
  external_id text
  completed_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint jobs_affected_email_check CHECK ((length(affected_email) <= 254))
  constraint jobs_affected_first_name_check CHECK ((length(affected_first_name) <= 100))
  constraint jobs_affected_last_name_check CHECK ((length(affected_last_name) <= 100))
  constraint jobs_affected_phone_check CHECK ((affected_phone ~ '^\+[1-9][0-9]{5,14}$'::text))
  constraint jobs_check CHECK (((starts_at IS NULL) = (ends_at IS NULL)))
  constraint jobs_check1 CHECK ((ends_at > starts_at))
  constraint jobs_check2 CHECK (((price_minor IS NULL) = (currency IS NULL)))
  constraint jobs_check3 CHECK (((completed_at IS NOT NULL) = (step = 'completed'::text)))
  constraint jobs_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
  constraint jobs_customer_reference_check CHECK ((length(customer_reference) <= 100))
  constraint jobs_description_check CHECK ((length(description) <= 10000))
  constraint jobs_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200)))
  constraint jobs_internal_notes_check CHECK ((length(internal_notes) <= 10000))
  constraint jobs_number_check CHECK ((number ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'::text))
  constraint jobs_pause_reason_check CHECK ((length(pause_reason) <= 200))
  constraint jobs_price_minor_check CHECK (((price_minor >= '-1000000000000'::bigint) AND (price_minor <= '1000000000000'::bigint)))
  constraint jobs_repeats_check CHECK ((length(repeats) <= 100))
  constraint jobs_source_check CHECK ((source = ANY (ARRAY['office'::text, 'portal'::text, 'import'::text, 'api'::text])))
  constraint jobs_step_check CHECK ((step = ANY (ARRAY['received'::text, 'scheduling'::text, 'dispatched'::text, 'on_the_way'::text, 'arrived'::text, 'in_progress'::text, 'completed'::text, 'paused'::text, 'cancelled'::text])))
  constraint jobs_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  constraint jobs_org_id_assigned_staff_id_fkey FOREIGN KEY (org_id, assigned_staff_id) REFERENCES staff(org_id, id)
  constraint jobs_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint jobs_org_id_main_contact_id_fkey FOREIGN KEY (org_id, main_contact_id) REFERENCES contacts(org_id, id)
  constraint jobs_org_id_raised_by_contact_id_fkey FOREIGN KEY (org_id, raised_by_contact_id) REFERENCES contacts(org_id, id)
  constraint jobs_org_id_site_id_fkey FOREIGN KEY (org_id, site_id) REFERENCES sites(org_id, id)
  constraint jobs_pkey PRIMARY KEY (org_id, id)
  constraint jobs_org_id_external_id_key UNIQUE (org_id, external_id)
  constraint jobs_org_id_number_key UNIQUE (org_id, number)
  CREATE INDEX jobs_by_site ON public.jobs USING btree (org_id, site_id) WHERE (site_id IS NOT NULL)
  CREATE INDEX jobs_by_step ON public.jobs USING btree (org_id, step, starts_at, id)
  CREATE INDEX jobs_by_window ON public.jobs USING btree (org_id, starts_at, id)
  CREATE INDEX jobs_newest ON public.jobs USING btree (org_id, created_at DESC, id DESC)
  CREATE INDEX jobs_of_customer ON public.jobs USING btree (org_id, customer_id, starts_at DESC NULLS LAST, id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_jobs permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND
CASE app.setting('jobs'::text)
    WHEN 'all'::text THEN true
    WHEN 'own'::text THEN ((raised_by_contact_id = app.contact()) OR (main_contact_id = app.contact()))
    WHEN 'one'::text THEN (id = app.subject())
    ELSE false
END AND
CASE app.setting('sites'::text)
    WHEN 'chosen'::text THEN ((raised_by_contact_id = app.contact()) OR (main_contact_id = app.contact()) OR (EXISTS ( SELECT
       FROM contact_sites cs
      WHERE ((cs.org_id = jobs.org_id) AND (cs.contact_id = app.contact()) AND (cs.site_id = jobs.site_id)))))
    ELSE true
END AND ((app.jobs_since() IS NULL) OR (COALESCE(starts_at, completed_at, created_at) >= app.jobs_since()) OR ((step <> ALL (ARRAY['completed'::text, 'cancelled'::text])) AND ((ends_at IS NULL) OR (step = ANY (ARRAY['on_the_way'::text, 'arrived'::text, 'in_progress'::text, 'paused'::text]))))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER index_changed_words AFTER UPDATE ON public.jobs REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_jobs()
  CREATE TRIGGER index_new_words AFTER INSERT ON public.jobs REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_jobs()
  grant SELECT (org_id, id, number, customer_id, site_id, title, description, step, pause_reason, starts_at, ends_at, assigned_staff_id, raised_by_contact_id, main_contact_id, affected_first_name, affected_last_name, customer_reference, price_minor, currency, repeats, next_due_on, source, completed_at, created_at, updated_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.known_devices owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  contact_id uuid not null
  secret_hash bytea not null
  label text
  proved_at timestamp with time zone not null
  constraint known_devices_label_check CHECK ((length(label) <= 80))
  constraint known_devices_secret_hash_check CHECK ((length(secret_hash) = 32))
  constraint known_devices_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id)
  constraint known_devices_pkey PRIMARY KEY (org_id, id)
  constraint known_devices_org_id_contact_id_secret_hash_key UNIQUE (org_id, contact_id, secret_hash)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_devices permissive for all to doorstep_gate
    using (org_id = app.org())
    with check (org_id = app.org())
  policy portal_devices permissive for all to doorstep_portal
    using ((org_id = app.org()) AND (contact_id = app.contact()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant SELECT (org_id, id, contact_id, label, proved_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT,SELECT
  grant doorstep_portal DELETE
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.ledger_entries owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  transaction_id uuid not null
  account text not null
  customer_id uuid not null
  invoice_id uuid
  payment_id uuid
  amount_minor bigint not null
  currency text not null
  booked_on date not null
  created_at timestamp with time zone not null default now()
  credit_note_id uuid
  constraint ledger_entries_account_check CHECK ((account = ANY (ARRAY['receivable'::text, 'revenue'::text, 'tax'::text, 'bank'::text])))
  constraint ledger_entries_amount_minor_check CHECK ((amount_minor <> 0))
  constraint ledger_entries_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
  constraint ledger_entries_org_id_credit_note_id_fkey FOREIGN KEY (org_id, credit_note_id) REFERENCES credit_notes(org_id, id)
  constraint ledger_entries_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint ledger_entries_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id)
  constraint ledger_entries_org_id_payment_id_fkey FOREIGN KEY (org_id, payment_id) REFERENCES payments(org_id, id)
  constraint ledger_entries_pkey PRIMARY KEY (org_id, id)
  constraint ledger_entries_balance TRIGGER DEFERRABLE INITIALLY DEFERRED
  CREATE INDEX ledger_by_transaction ON public.ledger_entries USING btree (org_id, transaction_id) INCLUDE (amount_minor)
  CREATE INDEX ledger_of_account ON public.ledger_entries USING btree (org_id, customer_id, account, currency, booked_on, id) INCLUDE (amount_minor)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_ledger permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (app.setting('invoices'::text) = 'all'::text))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE CONSTRAINT TRIGGER ledger_entries_balance AFTER INSERT ON public.ledger_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.ledger_balances()
  grant doorstep_backup SELECT
  grant doorstep_portal SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system INSERT,SELECT

table public.links owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  kind text not null
  customer_id uuid not null
  contact_id uuid
  job_id uuid
  invoice_id uuid
  generation integer not null default 1
  activated_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  disabled_at timestamp with time zone
  created_by_staff_id uuid
  open_count integer not null default 0
  last_used_at timestamp with time zone
  last_device text
  renewal_asked_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  constraint links_check CHECK (((kind = 'contact'::text) = (contact_id IS NOT NULL)))
  constraint links_check1 CHECK (((kind = 'job'::text) = (job_id IS NOT NULL)))
  constraint links_check2 CHECK (((kind = 'invoice'::text) = (invoice_id IS NOT NULL)))
  constraint links_check3 CHECK ((expires_at > activated_at))
  constraint links_generation_check CHECK ((generation > 0))
  constraint links_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'contact'::text, 'job'::text, 'invoice'::text])))
  constraint links_last_device_check CHECK ((length(last_device) <= 80))
  constraint links_org_id_created_by_staff_id_fkey FOREIGN KEY (org_id, created_by_staff_id) REFERENCES staff(org_id, id)
  constraint links_org_id_customer_id_contact_id_fkey FOREIGN KEY (org_id, customer_id, contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint links_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint links_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id)
  constraint links_org_id_job_id_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs(org_id, id)
  constraint links_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX links_asked ON public.links USING btree (org_id, renewal_asked_at) WHERE ((renewal_asked_at IS NOT NULL) AND (disabled_at IS NULL))
  CREATE INDEX links_by_id ON public.links USING btree (id)
  CREATE INDEX links_ending ON public.links USING btree (org_id, expires_at) WHERE (disabled_at IS NULL)
  CREATE UNIQUE INDEX links_one_per_subject ON public.links USING btree (org_id, kind, COALESCE(contact_id, job_id, invoice_id, customer_id))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_link permissive for all to doorstep_gate
    using ((id = app.subject()) OR (org_id = app.org()))
    with check (id = app.subject())
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER tell_access AFTER UPDATE ON public.links FOR EACH ROW WHEN (((old.generation IS DISTINCT FROM new.generation) OR (old.disabled_at IS DISTINCT FROM new.disabled_at))) EXECUTE FUNCTION app.tell_access()
  grant UPDATE (open_count, last_used_at, last_device, renewal_asked_at) to doorstep_gate
  grant doorstep_backup SELECT
  grant doorstep_gate SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.message_files owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  thread_id uuid not null
  message_id uuid not null
  internal boolean not null
  customer_id uuid not null
  "position" integer not null
  name text not null
  type text not null
  bytes integer not null
  width integer
  height integer
  store_key text not null
  thumb_key text
  constraint message_files_bytes_check CHECK (((bytes >= 1) AND (bytes <= 26214400)))
  constraint message_files_check CHECK (((type = 'application/pdf'::text) = (thumb_key IS NULL)))
  constraint message_files_check1 CHECK ((num_nonnulls(width, height, thumb_key) = ANY (ARRAY[0, 3])))
  constraint message_files_height_check CHECK (((height >= 1) AND (height <= 4000)))
  constraint message_files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint message_files_position_check CHECK ((("position" >= 1) AND ("position" <= 10)))
  constraint message_files_store_key_check CHECK ((store_key ~ '^[0-9a-f]{32}$'::text))
  constraint message_files_thumb_key_check CHECK ((thumb_key ~ '^[0-9a-f]{32}$'::text))
  constraint message_files_type_check CHECK ((type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'application/pdf'::text])))
  constraint message_files_width_check CHECK (((width >= 1) AND (width <= 4000)))
  constraint message_files_org_id_customer_id_thread_id_fkey FOREIGN KEY (org_id, customer_id, thread_id) REFERENCES threads(org_id, customer_id, id)
  constraint message_files_org_id_thread_id_message_id_internal_fkey FOREIGN KEY (org_id, thread_id, message_id, internal) REFERENCES messages(org_id, thread_id, id, internal) ON DELETE CASCADE
  constraint message_files_pkey PRIMARY KEY (org_id, id)
  constraint message_files_org_id_message_id_position_key UNIQUE (org_id, message_id, "position")
  CREATE INDEX message_files_of_customer ON public.message_files USING btree (org_id, customer_id) INCLUDE (bytes)
  CREATE INDEX message_files_of_thread ON public.message_files USING btree (org_id, thread_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_attaches permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (customer_id = app.customer()) AND (NOT internal) AND (EXISTS ( SELECT
   FROM messages m
  WHERE ((m.org_id = message_files.org_id) AND (m.id = message_files.message_id) AND (m.side = 'customer'::text)))))
  policy portal_files permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (EXISTS ( SELECT
   FROM threads t
  WHERE ((t.org_id = message_files.org_id) AND (t.id = message_files.thread_id)))))
  policy portal_no_files_of_notes restrictive for select to doorstep_portal
    using (NOT internal)
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_portal INSERT,SELECT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.messages owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null
  thread_id uuid not null
  "position" integer not null
  side text not null
  internal boolean not null default false
  contact_id uuid
  staff_id uuid
  writer_name text
  body text not null
  sent_at timestamp with time zone not null
  constraint messages_body_check CHECK ((length(body) <= 5000))
  constraint messages_check CHECK (((NOT internal) OR (side = 'office'::text)))
  constraint messages_check1 CHECK (((side = 'office'::text) = (staff_id IS NOT NULL)))
  constraint messages_check2 CHECK (((side = 'customer'::text) OR (contact_id IS NULL)))
  constraint messages_position_check CHECK (("position" > 0))
  constraint messages_side_check CHECK ((side = ANY (ARRAY['customer'::text, 'office'::text])))
  constraint messages_writer_name_check CHECK (((length(writer_name) >= 1) AND (length(writer_name) <= 200)))
  constraint messages_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id)
  constraint messages_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint messages_org_id_thread_id_fkey FOREIGN KEY (org_id, thread_id) REFERENCES threads(org_id, id) ON DELETE CASCADE
  constraint messages_pkey PRIMARY KEY (org_id, id)
  constraint messages_org_id_thread_id_id_internal_key UNIQUE (org_id, thread_id, id, internal)
  constraint messages_org_id_thread_id_position_key UNIQUE (org_id, thread_id, "position")
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_messages permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (EXISTS ( SELECT
   FROM threads t
  WHERE ((t.org_id = messages.org_id) AND (t.id = messages.thread_id)))))
  policy portal_no_notes restrictive for select to doorstep_portal
    using (NOT internal)
  policy portal_sends permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (side = 'customer'::text) AND (NOT internal) AND (NOT (contact_id IS DISTINCT FROM app.contact())) AND (EXISTS ( SELECT
   FROM threads t
  WHERE ((t.org_id = messages.org_id) AND (t.id = messages.thread_id)))))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER index_new_words AFTER INSERT ON public.messages REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_messages()
  grant SELECT (org_id, id, thread_id, position, side, internal, contact_id, writer_name, body, sent_at) to doorstep_portal
  grant UPDATE (writer_name, body) to doorstep_system
  grant doorstep_backup SELECT
  grant doorstep_portal INSERT
  grant doorstep_staff INSERT,SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.notice_choices owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  staff_id uuid not null
  kind text not null
  choice text not null
  constraint notice_choices_choice_check CHECK ((choice = ANY (ARRAY['office'::text, 'email'::text, 'daily'::text, 'none'::text])))
  constraint notice_choices_kind_check CHECK ((kind ~ '^[a-z][a-z_]{0,39}$'::text))
  constraint notice_choices_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint notice_choices_pkey PRIMARY KEY (org_id, staff_id, kind)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.number_series owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  kind text not null
  prefix text not null default ''::text
  next_number bigint not null
  constraint number_series_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'job'::text, 'invoice'::text, 'credit_note'::text])))
  constraint number_series_next_number_check CHECK ((next_number > 0))
  constraint number_series_prefix_check CHECK ((prefix ~ '^[A-Za-z0-9._-]{0,12}$'::text))
  constraint number_series_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint number_series_pkey PRIMARY KEY (org_id, kind)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system INSERT,SELECT,UPDATE

table public.orgs owned by doorstep_owner, row-level security, forced
  id uuid not null default uuidv7()
  slug text not null
  name text not null
  tagline text
  time_zone text not null
  currency text not null
  country text not null
  language text not null default 'en'::text
  phone text
  email text
  website_url text
  address text
  opening_hours text
  privacy_url text
  terms_url text
  vat_id text
  bank_holder text
  bank_account text
  bank_code text
  invoice_footer text
  payment_terms_days integer not null default 14
  accent text not null default '#0c5966'::text
  logo bytea
  logo_type text
  logo_width integer
  logo_height integer
  logo_version text
  job_word text
  jobs_word text
  portal_open boolean not null default false
  permissions jsonb not null default '{}'::jsonb
  contact_link_months integer not null default 6
  customer_link_days integer not null default 90
  job_link_days integer not null default 90
  invoice_link_days integer not null default 90
  session_idle_minutes integer not null default 1440
  session_hours integer not null default 720
  staff_idle_minutes integer not null default 480
  staff_session_hours integer not null default 168
  pin_needs_code boolean not null default true
  sms_countries text[] not null default '{}'::text[]
  created_at timestamp with time zone not null default now()
  staff_second_step boolean not null default false
  step_up_asks text[] not null default '{email,phone,password,invite,export,payment_data,cancel}'::text[]
  passwords_on boolean not null default false
  jobs_shown_months integer
  portal_menu jsonb not null default '[]'::jsonb
  answer_notice text not null default 'off'::text
  answer_notice_minutes integer not null default 30
  font text not null default 'system'::text
  corners text not null default 'soft'::text
  portal_scheme text not null default 'visitor'::text
  look_before jsonb
  favicon bytea
  favicon_version text
  constraint orgs_accent_check CHECK ((accent ~ '^#[0-9a-f]{6}$'::text))
  constraint orgs_address_check CHECK ((length(address) <= 500))
  constraint orgs_answer_notice_check CHECK ((answer_notice = ANY (ARRAY['off'::text, 'email'::text, 'sms'::text, 'email_else_sms'::text, 'sms_else_email'::text])))
  constraint orgs_answer_notice_minutes_check CHECK (((answer_notice_minutes >= 1) AND (answer_notice_minutes <= 1440)))
  constraint orgs_bank_account_check CHECK ((length(bank_account) <= 60))
  constraint orgs_bank_code_check CHECK ((length(bank_code) <= 40))
  constraint orgs_bank_holder_check CHECK ((length(bank_holder) <= 120))
  constraint orgs_check CHECK ((num_nulls(logo, logo_type, logo_width, logo_height, logo_version) = ANY (ARRAY[0, 5])))
  constraint orgs_contact_link_months_check CHECK (((contact_link_months >= 1) AND (contact_link_months <= 60)))
  constraint orgs_corners_check CHECK ((corners = ANY (ARRAY['square'::text, 'soft'::text, 'round'::text])))
  constraint orgs_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint orgs_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
  constraint orgs_customer_link_days_check CHECK (((customer_link_days >= 1) AND (customer_link_days <= 1825)))
  constraint orgs_email_check CHECK ((length(email) <= 254))
  constraint orgs_favicon_check CHECK (((length(favicon) >= 1) AND (length(favicon) <= 20480)))
  constraint orgs_favicon_version_check CHECK (((length(favicon_version) >= 1) AND (length(favicon_version) <= 64)))
  constraint orgs_favicon_whole CHECK (((favicon IS NULL) = (favicon_version IS NULL)))
  constraint orgs_font_check CHECK ((font = ANY (ARRAY['system'::text, 'humanist'::text, 'serif'::text, 'rounded'::text, 'slab'::text])))
  constraint orgs_invoice_footer_check CHECK ((length(invoice_footer) <= 1000))
  constraint orgs_invoice_link_days_check CHECK (((invoice_link_days >= 1) AND (invoice_link_days <= 1825)))
  constraint orgs_job_link_days_check CHECK (((job_link_days >= 1) AND (job_link_days <= 1825)))
  constraint orgs_job_word_check CHECK ((length(job_word) <= 30))
  constraint orgs_jobs_shown_months_check CHECK (((jobs_shown_months >= 1) AND (jobs_shown_months <= 240)))
  constraint orgs_jobs_word_check CHECK ((length(jobs_word) <= 30))
  constraint orgs_logo_check CHECK ((length(logo) <= 65536))
  constraint orgs_logo_height_check CHECK (((logo_height >= 1) AND (logo_height <= 2000)))
  constraint orgs_logo_type_check CHECK ((logo_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text])))
  constraint orgs_logo_version_check CHECK ((logo_version ~ '^[0-9a-f]{16}$'::text))
  constraint orgs_logo_width_check CHECK (((logo_width >= 1) AND (logo_width <= 2000)))
  constraint orgs_look_before_check CHECK ((jsonb_typeof(look_before) = 'object'::text))
  constraint orgs_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint orgs_opening_hours_check CHECK ((length(opening_hours) <= 200))
  constraint orgs_payment_terms_days_check CHECK (((payment_terms_days >= 0) AND (payment_terms_days <= 365)))
  constraint orgs_permissions_check CHECK ((jsonb_typeof(permissions) = 'object'::text))
  constraint orgs_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{5,14}$'::text))
  constraint orgs_portal_menu_check CHECK (((jsonb_typeof(portal_menu) = 'array'::text) AND (length((portal_menu)::text) <= 8000)))
  constraint orgs_portal_scheme_check CHECK ((portal_scheme = ANY (ARRAY['visitor'::text, 'light'::text])))
  constraint orgs_privacy_url_check CHECK ((privacy_url ~ '^https?://'::text))
  constraint orgs_session_hours_check CHECK (((session_hours >= 1) AND (session_hours <= 8760)))
  constraint orgs_session_idle_minutes_check CHECK (((session_idle_minutes >= 5) AND (session_idle_minutes <= 43200)))
  constraint orgs_slug_check CHECK ((slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'::text))
  constraint orgs_staff_idle_minutes_check CHECK (((staff_idle_minutes >= 5) AND (staff_idle_minutes <= 10080)))
  constraint orgs_staff_session_hours_check CHECK (((staff_session_hours >= 1) AND (staff_session_hours <= 2160)))
  constraint orgs_step_up_asks_check CHECK ((step_up_asks <@ '{email,phone,password,invite,export,payment_data,cancel}'::text[]))
  constraint orgs_tagline_check CHECK ((length(tagline) <= 80))
  constraint orgs_terms_url_check CHECK ((terms_url ~ '^https?://'::text))
  constraint orgs_vat_id_check CHECK ((length(vat_id) <= 40))
  constraint orgs_website_url_check CHECK ((website_url ~ '^https?://'::text))
  constraint orgs_pkey PRIMARY KEY (id)
  constraint orgs_slug_key UNIQUE (slug)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_any_org permissive for select to doorstep_gate
    using true
  policy portal_of_org permissive for select to doorstep_portal
    using (id = app.org())
  policy staff_of_org permissive for all to doorstep_staff
    using (id = app.org())
    with check (id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (id = app.org())
    with check (id = app.org())
  CREATE TRIGGER tell_access AFTER UPDATE ON public.orgs FOR EACH ROW WHEN ((((old.permissions IS DISTINCT FROM new.permissions) OR (old.portal_open IS DISTINCT FROM new.portal_open)) OR (old.jobs_shown_months IS DISTINCT FROM new.jobs_shown_months))) EXECUTE FUNCTION app.tell_access()
  grant doorstep_backup SELECT
  grant doorstep_gate SELECT
  grant doorstep_portal SELECT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system INSERT,SELECT,UPDATE

table public.passkey_challenges owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null
  purpose text not null
  door text not null
  holder_hash bytea not null
  owner_id uuid
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  constraint passkey_challenges_check CHECK (((purpose = 'sign_in'::text) = (owner_id IS NULL)))
  constraint passkey_challenges_door_check CHECK ((door = ANY (ARRAY['office'::text, 'portal'::text])))
  constraint passkey_challenges_holder_hash_check CHECK ((length(holder_hash) = 32))
  constraint passkey_challenges_purpose_check CHECK ((purpose = ANY (ARRAY['registration'::text, 'sign_in'::text, 'confirmation'::text])))
  constraint passkey_challenges_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX passkey_challenges_by_id ON public.passkey_challenges USING btree (id)
  CREATE INDEX passkey_challenges_expired ON public.passkey_challenges USING btree (org_id, expires_at)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_challenge permissive for all to doorstep_gate
    using (id = app.subject())
    with check (id = app.subject())
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_gate DELETE,INSERT,SELECT
  grant doorstep_system DELETE,SELECT

table public.passkeys owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  staff_id uuid
  contact_id uuid
  credential_id text not null
  credential_hash bytea not null
  public_key bytea not null
  counter bigint not null default 0
  transports text[] not null default '{}'::text[]
  is_synced boolean not null default false
  name text not null
  created_at timestamp with time zone not null
  last_used_at timestamp with time zone
  constraint passkeys_check CHECK ((num_nonnulls(staff_id, contact_id) = 1))
  constraint passkeys_counter_check CHECK (((counter >= 0) AND (counter <= '4294967295'::bigint)))
  constraint passkeys_credential_hash_check CHECK ((length(credential_hash) = 32))
  constraint passkeys_credential_id_check CHECK (((credential_id ~ '^[A-Za-z0-9_-]+$'::text) AND (length(credential_id) <= 1400)))
  constraint passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint passkeys_public_key_check CHECK (((length(public_key) >= 1) AND (length(public_key) <= 8000)))
  constraint passkeys_transports_check CHECK ((cardinality(transports) <= 10))
  constraint passkeys_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id)
  constraint passkeys_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint passkeys_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint passkeys_pkey PRIMARY KEY (org_id, id)
  constraint passkeys_org_id_credential_hash_key UNIQUE (org_id, credential_hash)
  CREATE INDEX passkeys_of_contact ON public.passkeys USING btree (org_id, contact_id) WHERE (contact_id IS NOT NULL)
  CREATE INDEX passkeys_of_staff ON public.passkeys USING btree (org_id, staff_id) WHERE (staff_id IS NOT NULL)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_passkey permissive for all to doorstep_gate
    using ((org_id = app.org()) AND ((credential_hash = decode(app.setting('credential'::text), 'hex'::text)) OR (staff_id IS NOT NULL)))
    with check (org_id = app.org())
  policy portal_passkeys permissive for all to doorstep_portal
    using ((org_id = app.org()) AND (contact_id = app.contact()))
    with check ((org_id = app.org()) AND (contact_id = app.contact()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (counter, is_synced, last_used_at) to doorstep_gate
  grant UPDATE (name) to doorstep_portal
  grant UPDATE (name) to doorstep_staff
  grant doorstep_backup SELECT
  grant doorstep_gate SELECT
  grant doorstep_portal DELETE,INSERT,SELECT
  grant doorstep_staff DELETE,INSERT,SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.password_links owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  contact_id uuid not null
  purpose text not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  constraint password_links_purpose_check CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
  constraint password_links_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contact_logins(org_id, contact_id) ON DELETE CASCADE
  constraint password_links_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX password_links_by_id ON public.password_links USING btree (id)
  CREATE INDEX password_links_of_contact ON public.password_links USING btree (org_id, contact_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_password_links permissive for all to doorstep_gate
    using (id = app.subject())
    with check (id = app.subject())
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (used_at) to doorstep_gate
  grant doorstep_backup SELECT
  grant doorstep_gate SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.payments owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  customer_id uuid not null
  received_on date not null
  amount_minor bigint not null
  currency text not null
  method text not null
  state text not null default 'cleared'::text
  reference text
  note text
  recorded_by_staff_id uuid
  idempotency_key text not null
  external_id text
  created_at timestamp with time zone not null default now()
  direction text not null default 'in'::text
  refund_of_payment_id uuid
  refund_of_credit_note_id uuid
  constraint payments_amount_minor_check CHECK (((amount_minor > 0) AND (amount_minor <= '1000000000000'::bigint)))
  constraint payments_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
  constraint payments_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])))
  constraint payments_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200)))
  constraint payments_idempotency_key_check CHECK (((length(idempotency_key) >= 8) AND (length(idempotency_key) <= 100)))
  constraint payments_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'transfer'::text, 'card'::text, 'cheque'::text, 'direct_debit'::text, 'other'::text])))
  constraint payments_note_check CHECK ((length(note) <= 1000))
  constraint payments_reference_check CHECK ((length(reference) <= 100))
  constraint payments_refund_of_one CHECK ((num_nonnulls(refund_of_payment_id, refund_of_credit_note_id) =
CASE direction
    WHEN 'out'::text THEN 1
    ELSE 0
END))
  constraint payments_state_check CHECK ((state = ANY (ARRAY['cleared'::text, 'returned'::text])))
  constraint payments_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint payments_org_id_recorded_by_staff_id_fkey FOREIGN KEY (org_id, recorded_by_staff_id) REFERENCES staff(org_id, id)
  constraint payments_org_id_refund_of_credit_note_id_fkey FOREIGN KEY (org_id, refund_of_credit_note_id) REFERENCES credit_notes(org_id, id)
  constraint payments_org_id_refund_of_payment_id_fkey FOREIGN KEY (org_id, refund_of_payment_id) REFERENCES payments(org_id, id)
  constraint payments_pkey PRIMARY KEY (org_id, id)
  constraint refunds_fit TRIGGER DEFERRABLE INITIALLY DEFERRED
  constraint payments_org_id_external_id_key UNIQUE (org_id, external_id)
  constraint payments_org_id_idempotency_key_key UNIQUE (org_id, idempotency_key)
  CREATE INDEX payments_by_day ON public.payments USING btree (org_id, received_on DESC, id DESC)
  CREATE INDEX payments_cleared ON public.payments USING btree (org_id, received_on) INCLUDE (amount_minor, currency) WHERE (state = 'cleared'::text)
  CREATE INDEX payments_of_customer ON public.payments USING btree (org_id, customer_id, received_on DESC, id)
  CREATE INDEX payments_refunding_credit_note ON public.payments USING btree (org_id, refund_of_credit_note_id) WHERE (refund_of_credit_note_id IS NOT NULL)
  CREATE INDEX payments_refunding_payment ON public.payments USING btree (org_id, refund_of_payment_id) WHERE (refund_of_payment_id IS NOT NULL)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_payments permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (app.setting('invoices'::text) = 'all'::text))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER keep_refunded AFTER INSERT OR UPDATE OF state ON public.payments FOR EACH ROW WHEN ((new.refund_of_credit_note_id IS NOT NULL)) EXECUTE FUNCTION app.keep_refunded()
  CREATE CONSTRAINT TRIGGER refunds_fit AFTER INSERT ON public.payments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.direction = 'out'::text)) EXECUTE FUNCTION app.refunds_fit()
  grant SELECT (org_id, id, customer_id, received_on, amount_minor, currency, method, state, reference, direction) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system INSERT,SELECT,UPDATE

table public.rate_limits owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  key text not null
  window_started_at timestamp with time zone not null
  hits integer not null
  constraint rate_limits_key_check CHECK (((length(key) >= 1) AND (length(key) <= 120)))
  constraint rate_limits_pkey PRIMARY KEY (org_id, key)
  CREATE INDEX rate_limits_old ON public.rate_limits USING btree (window_started_at)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_limits permissive for all to doorstep_gate
    using (org_id = COALESCE(app.org(), '00000000-0000-0000-0000-000000000000'::uuid))
    with check (org_id = COALESCE(app.org(), '00000000-0000-0000-0000-000000000000'::uuid))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT,SELECT,UPDATE
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.reach_changes owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  customer_id uuid not null
  contact_id uuid not null
  channel text not null
  old_address text
  new_address text not null
  tries integer not null default 0
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  cancelled_at timestamp with time zone
  constraint reach_changes_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text])))
  constraint reach_changes_check CHECK (
CASE channel
    WHEN 'email'::text THEN ((new_address = lower(new_address)) AND ((length(new_address) >= 3) AND (length(new_address) <= 254)))
    ELSE (new_address ~ '^\+[1-9][0-9]{5,14}$'::text)
END)
  constraint reach_changes_check1 CHECK (((confirmed_at IS NULL) OR (cancelled_at IS NULL)))
  constraint reach_changes_old_address_check CHECK ((length(old_address) <= 254))
  constraint reach_changes_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
  constraint reach_changes_org_id_customer_id_contact_id_fkey FOREIGN KEY (org_id, customer_id, contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint reach_changes_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX reach_changes_by_id ON public.reach_changes USING btree (id)
  CREATE INDEX reach_changes_of_customer ON public.reach_changes USING btree (org_id, customer_id, created_at DESC)
  CREATE UNIQUE INDEX reach_changes_one_open ON public.reach_changes USING btree (org_id, contact_id, channel) WHERE ((confirmed_at IS NULL) AND (cancelled_at IS NULL))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_reach_change permissive for select to doorstep_gate
    using (id = app.subject())
  policy portal_reach_changes permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (contact_id = app.contact()) AND (app.setting('details'::text) = ANY (ARRAY['yes'::text, 'edit'::text])))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant SELECT (org_id, id, channel, expires_at, confirmed_at, cancelled_at) to doorstep_gate
  grant SELECT (org_id, id, contact_id, channel, new_address, tries, created_at, expires_at, confirmed_at, cancelled_at) to doorstep_portal
  grant UPDATE (cancelled_at) to doorstep_staff
  grant doorstep_backup SELECT
  grant doorstep_staff SELECT
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.retention owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  keep_messages_months integer
  keep_deliveries_months integer
  keep_log_names_months integer
  keep_archived_months integer
  keep_imports_days integer default 30
  keep_books_years integer not null default 10
  constraint retention_keep_archived_months_check CHECK (((keep_archived_months >= 1) AND (keep_archived_months <= 240)))
  constraint retention_keep_books_years_check CHECK (((keep_books_years >= 1) AND (keep_books_years <= 30)))
  constraint retention_keep_deliveries_months_check CHECK (((keep_deliveries_months >= 1) AND (keep_deliveries_months <= 240)))
  constraint retention_keep_imports_days_check CHECK (((keep_imports_days >= 1) AND (keep_imports_days <= 3650)))
  constraint retention_keep_log_names_months_check CHECK (((keep_log_names_months >= 6) AND (keep_log_names_months <= 240)))
  constraint retention_keep_messages_months_check CHECK (((keep_messages_months >= 1) AND (keep_messages_months <= 240)))
  constraint retention_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint retention_pkey PRIMARY KEY (org_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system INSERT,SELECT,UPDATE

table public.saved_filters owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  list text not null
  name text not null
  query text not null
  staff_id uuid
  created_by_staff_id uuid
  "position" integer not null default 0
  created_at timestamp with time zone not null
  removed_at timestamp with time zone
  constraint saved_filters_list_check CHECK ((list ~ '^[a-z][a-z_-]{0,39}$'::text))
  constraint saved_filters_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40)))
  constraint saved_filters_position_check CHECK ((("position" >= 0) AND ("position" <= 1000)))
  constraint saved_filters_query_check CHECK ((length(query) <= 1000))
  constraint saved_filters_org_id_created_by_staff_id_fkey FOREIGN KEY (org_id, created_by_staff_id) REFERENCES staff(org_id, id)
  constraint saved_filters_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint saved_filters_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint saved_filters_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX saved_filters_of_list ON public.saved_filters USING btree (org_id, list, "position", id) WHERE (removed_at IS NULL)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.saved_replies owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  name text not null
  body text not null
  created_at timestamp with time zone not null
  constraint saved_replies_body_check CHECK (((length(body) >= 1) AND (length(body) <= 5000)))
  constraint saved_replies_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
  constraint saved_replies_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint saved_replies_pkey PRIMARY KEY (org_id, id)
  CREATE UNIQUE INDEX saved_replies_by_name ON public.saved_replies USING btree (org_id, lower(name))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.schema_migrations owned by doorstep_owner, no row-level security
  version integer not null
  name text not null
  checksum text not null
  applied_at timestamp with time zone not null default now()
  constraint schema_migrations_pkey PRIMARY KEY (version)
  grant doorstep_app SELECT
  grant doorstep_backup SELECT

table public.search_terms owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  term text not null
  kind text not null
  subject_id uuid not null
  source_id uuid not null
  constraint search_terms_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'job'::text, 'invoice'::text, 'credit_note'::text, 'thread'::text])))
  constraint search_terms_term_check CHECK (((length(term) >= 1) AND (length(term) <= 60)))
  constraint search_terms_pkey PRIMARY KEY (org_id, kind, term, subject_id, source_id)
  CREATE INDEX search_terms_of_customer ON public.search_terms USING btree (org_id, subject_id, term) WHERE (kind = 'customer'::text)
  CREATE INDEX search_terms_of_source ON public.search_terms USING btree (org_id, source_id)
  CREATE INDEX search_terms_of_thread ON public.search_terms USING btree (org_id, subject_id, term) WHERE (kind = 'thread'::text)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_colleague_words permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (kind = 'customer'::text) AND (subject_id = app.customer()) AND (app.setting('colleagues'::text) = 'yes'::text))
  policy portal_detail_words permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (kind = 'customer'::text) AND (subject_id = app.customer()) AND (app.setting('details'::text) = 'edit'::text))
  policy portal_drops_words permissive for delete to doorstep_portal
    using ((org_id = app.org()) AND (kind = 'customer'::text) AND (subject_id = app.customer()) AND (app.setting('details'::text) = 'edit'::text))
  policy portal_own_words permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (kind = 'customer'::text) AND (subject_id = app.customer()) AND (app.setting('details'::text) = 'edit'::text))
  policy portal_words permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (kind = 'thread'::text))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant SELECT (org_id, source_id) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_portal DELETE,INSERT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.sessions owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  token_hash bytea not null
  kind text not null
  customer_id uuid
  contact_id uuid
  link_id uuid
  link_generation integer
  staff_id uuid
  began_by text not null
  assurance text not null
  stepped_up_at timestamp with time zone
  device text
  created_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  human_at timestamp with time zone
  expires_at timestamp with time zone not null
  ended_at timestamp with time zone
  second_step_due boolean not null default false
  constraint sessions_assurance_check CHECK ((assurance = ANY (ARRAY['link'::text, 'normal'::text])))
  constraint sessions_began_by_check CHECK ((began_by = ANY (ARRAY['link'::text, 'sign_in_link'::text, 'code'::text, 'pin'::text, 'password'::text, 'totp'::text, 'recovery_code'::text, 'passkey'::text, 'view_as'::text])))
  constraint sessions_check CHECK (((kind = 'portal'::text) = (staff_id IS NULL)))
  constraint sessions_check1 CHECK (((kind = 'office'::text) = (customer_id IS NULL)))
  constraint sessions_check2 CHECK (((link_id IS NULL) = (link_generation IS NULL)))
  constraint sessions_device_check CHECK ((length(device) <= 80))
  constraint sessions_kind_check CHECK ((kind = ANY (ARRAY['portal'::text, 'office'::text, 'view_as'::text])))
  constraint sessions_token_hash_check CHECK ((length(token_hash) = 32))
  constraint sessions_org_id_customer_id_contact_id_fkey FOREIGN KEY (org_id, customer_id, contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint sessions_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint sessions_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint sessions_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES links(org_id, id)
  constraint sessions_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint sessions_pkey PRIMARY KEY (org_id, id)
  constraint sessions_org_id_token_hash_key UNIQUE (org_id, token_hash)
  CREATE INDEX sessions_by_deed ON public.sessions USING btree (org_id, human_at) INCLUDE (customer_id, contact_id, link_id) WHERE ((kind = 'portal'::text) AND (human_at IS NOT NULL))
  CREATE INDEX sessions_expired ON public.sessions USING btree (org_id, expires_at)
  CREATE INDEX sessions_of_contact ON public.sessions USING btree (org_id, contact_id) WHERE (ended_at IS NULL)
  CREATE INDEX sessions_of_link ON public.sessions USING btree (org_id, link_id) WHERE (ended_at IS NULL)
  CREATE INDEX sessions_of_staff ON public.sessions USING btree (org_id, staff_id) WHERE (ended_at IS NULL)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_session permissive for all to doorstep_gate
    using ((org_id = app.org()) AND (token_hash = decode(app.setting('session'::text), 'hex'::text)))
    with check (org_id = app.org())
  policy portal_sessions permissive for all to doorstep_portal
    using ((org_id = app.org()) AND (contact_id = app.contact()) AND (kind = 'portal'::text))
    with check ((org_id = app.org()) AND (contact_id = app.contact()) AND (kind = 'portal'::text))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER tell_access AFTER UPDATE ON public.sessions FOR EACH ROW WHEN ((old.ended_at IS DISTINCT FROM new.ended_at)) EXECUTE FUNCTION app.tell_access()
  grant UPDATE (stepped_up_at, last_seen_at, human_at, ended_at) to doorstep_gate
  grant SELECT (org_id, id, kind, contact_id, began_by, device, created_at, last_seen_at, human_at, expires_at, ended_at) to doorstep_portal
  grant UPDATE (ended_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT,SELECT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.sign_in_requests owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  purpose text not null default 'sign_in'::text
  identifier_kind text not null
  identifier text not null
  contact_id uuid
  browser_hash bytea not null
  tries integer not null default 0
  proved_at timestamp with time zone
  used_at timestamp with time zone
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  contact_ids uuid[] not null default '{}'::uuid[]
  constraint sign_in_requests_browser_hash_check CHECK ((length(browser_hash) = 32))
  constraint sign_in_requests_contact_ids_check CHECK ((cardinality(contact_ids) <= 20))
  constraint sign_in_requests_identifier_check CHECK (((length(identifier) >= 1) AND (length(identifier) <= 254)))
  constraint sign_in_requests_identifier_kind_check CHECK ((identifier_kind = ANY (ARRAY['email'::text, 'phone'::text, 'number'::text])))
  constraint sign_in_requests_purpose_check CHECK ((purpose = ANY (ARRAY['sign_in'::text, 'device'::text, 'pin'::text, 'password'::text])))
  constraint sign_in_requests_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id)
  constraint sign_in_requests_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint sign_in_requests_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX sign_in_requests_by_id ON public.sign_in_requests USING btree (id)
  CREATE INDEX sign_in_requests_expired ON public.sign_in_requests USING btree (org_id, expires_at)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_request permissive for all to doorstep_gate
    using (id = app.subject())
    with check ((org_id = app.org()) OR (id = app.subject()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (tries, proved_at, used_at) to doorstep_gate
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT,SELECT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.sites owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  customer_id uuid
  name text not null
  line1 text
  line2 text
  postcode text
  city text
  region text
  country text
  latitude double precision
  longitude double precision
  time_zone text
  access_notes text
  external_id text
  archived_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  name_folded text not null default ''::text
  constraint sites_access_notes_check CHECK ((length(access_notes) <= 2000))
  constraint sites_check CHECK (((latitude IS NULL) = (longitude IS NULL)))
  constraint sites_city_check CHECK ((length(city) <= 120))
  constraint sites_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint sites_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200)))
  constraint sites_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)))
  constraint sites_line1_check CHECK ((length(line1) <= 200))
  constraint sites_line2_check CHECK ((length(line2) <= 200))
  constraint sites_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))
  constraint sites_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint sites_postcode_check CHECK ((length(postcode) <= 20))
  constraint sites_region_check CHECK ((length(region) <= 120))
  constraint sites_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint sites_pkey PRIMARY KEY (org_id, id)
  constraint sites_org_id_external_id_key UNIQUE (org_id, external_id)
  CREATE INDEX sites_archived_by_name ON public.sites USING btree (org_id, name_folded, id) WHERE (archived_at IS NOT NULL)
  CREATE INDEX sites_by_customer ON public.sites USING btree (org_id, customer_id, id)
  CREATE INDEX sites_by_name ON public.sites USING btree (org_id, name_folded, id) WHERE (archived_at IS NULL)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_sites permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND
CASE app.setting('sites'::text)
    WHEN 'all'::text THEN true
    WHEN 'chosen'::text THEN (EXISTS ( SELECT
       FROM contact_sites cs
      WHERE ((cs.org_id = sites.org_id) AND (cs.contact_id = app.contact()) AND (cs.site_id = sites.id))))
    WHEN 'one'::text THEN (EXISTS ( SELECT
       FROM jobs j
      WHERE ((j.org_id = sites.org_id) AND (j.id = app.subject()) AND (j.site_id = sites.id))))
    ELSE false
END)
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER fold_name BEFORE INSERT OR UPDATE OF name ON public.sites FOR EACH ROW EXECUTE FUNCTION app.fold_name()
  CREATE TRIGGER index_changed_words AFTER UPDATE ON public.sites REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_sites()
  CREATE TRIGGER index_new_words AFTER INSERT ON public.sites REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_sites()
  grant SELECT (org_id, id, customer_id, name, line1, line2, postcode, city, region, country, latitude, longitude, time_zone, access_notes, archived_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.staff owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  name text not null
  email text not null
  role text not null
  password_hash text
  phone text
  public_name text
  archived_at timestamp with time zone
  last_signed_in_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  language text
  constraint staff_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254))))
  constraint staff_language_check CHECK (((length(language) >= 2) AND (length(language) <= 12)))
  constraint staff_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint staff_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{5,14}$'::text))
  constraint staff_public_name_check CHECK (((length(public_name) >= 1) AND (length(public_name) <= 80)))
  constraint staff_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'agent'::text, 'viewer'::text])))
  constraint staff_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint staff_pkey PRIMARY KEY (org_id, id)
  constraint staff_org_id_email_key UNIQUE (org_id, email)
  CREATE INDEX staff_by_email ON public.staff USING btree (email)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_staff permissive for all to doorstep_gate
    using ((org_id = app.org()) OR (email = app.setting('email'::text)))
    with check (org_id = app.org())
  policy portal_staff permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (public_name IS NOT NULL))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER tell_access AFTER UPDATE ON public.staff FOR EACH ROW WHEN (((old.role IS DISTINCT FROM new.role) OR (old.archived_at IS DISTINCT FROM new.archived_at))) EXECUTE FUNCTION app.tell_access()
  grant SELECT (org_id, id, name, email, role, password_hash, archived_at, last_signed_in_at, language) to doorstep_gate
  grant UPDATE (password_hash, last_signed_in_at) to doorstep_gate
  grant SELECT (org_id, id, public_name) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.staff_devices owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  staff_id uuid not null
  secret_hash bytea not null
  label text
  first_seen_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  constraint staff_devices_label_check CHECK ((length(label) <= 80))
  constraint staff_devices_secret_hash_check CHECK ((length(secret_hash) = 32))
  constraint staff_devices_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint staff_devices_pkey PRIMARY KEY (org_id, id)
  constraint staff_devices_org_id_staff_id_secret_hash_key UNIQUE (org_id, staff_id, secret_hash)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_devices permissive for all to doorstep_gate
    using (org_id = app.org())
    with check (org_id = app.org())
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (last_seen_at) to doorstep_gate
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT,SELECT
  grant doorstep_staff DELETE,SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.staff_links owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  staff_id uuid not null
  purpose text not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  constraint staff_links_purpose_check CHECK ((purpose = ANY (ARRAY['reset'::text, 'invitation'::text])))
  constraint staff_links_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint staff_links_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX staff_links_by_id ON public.staff_links USING btree (id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_staff_link permissive for all to doorstep_gate
    using (id = app.subject())
    with check ((id = app.subject()) OR (org_id = app.org()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (used_at) to doorstep_gate
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT,SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.staff_notices owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  staff_id uuid not null
  kind text not null
  group_key text not null
  customer_id uuid
  subject_kind text
  subject_id uuid
  times integer not null default 1
  data jsonb not null default '{}'::jsonb
  first_at timestamp with time zone not null
  last_at timestamp with time zone not null
  read_at timestamp with time zone
  summed_at timestamp with time zone
  constraint staff_notices_check CHECK (((subject_kind IS NULL) = (subject_id IS NULL)))
  constraint staff_notices_data_check CHECK (((jsonb_typeof(data) = 'object'::text) AND (length((data)::text) <= 4000)))
  constraint staff_notices_group_key_check CHECK (((length(group_key) >= 1) AND (length(group_key) <= 120)))
  constraint staff_notices_kind_check CHECK ((kind ~ '^[a-z][a-z_]{0,39}$'::text))
  constraint staff_notices_subject_kind_check CHECK ((length(subject_kind) <= 40))
  constraint staff_notices_times_check CHECK ((times > 0))
  constraint staff_notices_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint staff_notices_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint staff_notices_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX staff_notices_newest ON public.staff_notices USING btree (org_id, staff_id, last_at DESC, id DESC)
  CREATE INDEX staff_notices_old ON public.staff_notices USING btree (org_id, last_at)
  CREATE UNIQUE INDEX staff_notices_unread ON public.staff_notices USING btree (org_id, staff_id, group_key) WHERE (read_at IS NULL)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.staff_recovery_codes owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  staff_id uuid not null
  code_hash bytea not null
  used_at timestamp with time zone
  created_at timestamp with time zone not null
  constraint staff_recovery_codes_code_hash_check CHECK ((length(code_hash) = 32))
  constraint staff_recovery_codes_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint staff_recovery_codes_pkey PRIMARY KEY (org_id, id)
  constraint staff_recovery_codes_org_id_staff_id_code_hash_key UNIQUE (org_id, staff_id, code_hash)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_recovery permissive for all to doorstep_gate
    using (org_id = app.org())
    with check (org_id = app.org())
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (used_at) to doorstep_gate
  grant doorstep_backup SELECT
  grant doorstep_gate SELECT
  grant doorstep_staff DELETE,INSERT,SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.staff_second_steps owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  staff_id uuid not null
  sealed_secret text not null
  confirmed_at timestamp with time zone
  last_step bigint
  fails integer not null default 0
  fails_since timestamp with time zone
  created_at timestamp with time zone not null
  constraint staff_second_steps_sealed_secret_check CHECK (((length(sealed_secret) >= 32) AND (length(sealed_secret) <= 300)))
  constraint staff_second_steps_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint staff_second_steps_pkey PRIMARY KEY (org_id, staff_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_second_step permissive for all to doorstep_gate
    using (org_id = app.org())
    with check (org_id = app.org())
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (last_step, fails, fails_since) to doorstep_gate
  grant doorstep_backup SELECT
  grant doorstep_gate SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.staff_sign_ins owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null
  staff_id uuid not null
  browser_hash bytea not null
  tries integer not null default 0
  used_at timestamp with time zone
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  constraint staff_sign_ins_browser_hash_check CHECK ((length(browser_hash) = 32))
  constraint staff_sign_ins_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint staff_sign_ins_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX staff_sign_ins_by_id ON public.staff_sign_ins USING btree (id)
  CREATE INDEX staff_sign_ins_expired ON public.staff_sign_ins USING btree (org_id, expires_at)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy gate_sign_in permissive for all to doorstep_gate
    using (id = app.subject())
    with check ((org_id = app.org()) OR (id = app.subject()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (tries, used_at) to doorstep_gate
  grant doorstep_backup SELECT
  grant doorstep_gate INSERT,SELECT
  grant doorstep_system DELETE,SELECT

table public.staff_tries owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null
  staff_id uuid not null
  way text not null
  outcome text not null
  device text
  network text
  tried_at timestamp with time zone not null
  constraint staff_tries_device_check CHECK ((length(device) <= 80))
  constraint staff_tries_network_check CHECK ((length(network) <= 60))
  constraint staff_tries_outcome_check CHECK ((outcome = ANY (ARRAY['in'::text, 'half'::text, 'wrong'::text, 'locked'::text])))
  constraint staff_tries_way_check CHECK ((way = ANY (ARRAY['password'::text, 'totp'::text, 'recovery_code'::text, 'passkey'::text])))
  constraint staff_tries_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint staff_tries_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX staff_tries_newest ON public.staff_tries USING btree (org_id, tried_at DESC, id DESC)
  CREATE INDEX staff_tries_of_staff ON public.staff_tries USING btree (org_id, staff_id, tried_at DESC, id DESC)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.step_ups owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  session_id uuid not null
  contact_id uuid not null
  channel text not null
  tries integer not null default 0
  proved_at timestamp with time zone
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  constraint step_ups_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text])))
  constraint step_ups_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
  constraint step_ups_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id)
  constraint step_ups_org_id_session_id_fkey FOREIGN KEY (org_id, session_id) REFERENCES sessions(org_id, id) ON DELETE CASCADE
  constraint step_ups_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX step_ups_expired ON public.step_ups USING btree (org_id, expires_at)
  CREATE INDEX step_ups_of_session ON public.step_ups USING btree (org_id, session_id, created_at DESC)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (tries, proved_at) to doorstep_system
  grant doorstep_backup SELECT
  grant doorstep_staff SELECT
  grant doorstep_system DELETE,INSERT,SELECT

table public.tax_rates owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  name text not null
  rate_bp integer not null
  is_default boolean not null default false
  archived_at timestamp with time zone
  constraint tax_rates_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint tax_rates_rate_bp_check CHECK (((rate_bp >= 0) AND (rate_bp <= 10000)))
  constraint tax_rates_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint tax_rates_pkey PRIMARY KEY (org_id, id)
  CREATE UNIQUE INDEX tax_rates_one_default ON public.tax_rates USING btree (org_id) WHERE (is_default AND (archived_at IS NULL))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.thread_contacts owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  thread_id uuid not null
  contact_id uuid not null
  customer_id uuid not null
  told_at timestamp with time zone
  constraint thread_contacts_org_id_customer_id_contact_id_fkey FOREIGN KEY (org_id, customer_id, contact_id) REFERENCES contacts(org_id, customer_id, id)
  constraint thread_contacts_org_id_customer_id_thread_id_fkey FOREIGN KEY (org_id, customer_id, thread_id) REFERENCES threads(org_id, customer_id, id) ON DELETE CASCADE
  constraint thread_contacts_pkey PRIMARY KEY (org_id, thread_id, contact_id)
  CREATE INDEX thread_contacts_of_contact ON public.thread_contacts USING btree (org_id, contact_id, thread_id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_takes_part permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (customer_id = app.customer()) AND (contact_id = app.contact()))
  policy portal_taking_part permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND (contact_id = app.contact()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant SELECT (org_id, thread_id, contact_id, customer_id) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_portal INSERT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.thread_reads owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  thread_id uuid not null
  reader_id uuid not null
  reader_kind text not null
  read_to integer not null
  read_at timestamp with time zone not null
  constraint thread_reads_read_to_check CHECK ((read_to >= 0))
  constraint thread_reads_reader_kind_check CHECK ((reader_kind = ANY (ARRAY['contact'::text, 'link'::text, 'staff'::text])))
  constraint thread_reads_org_id_thread_id_fkey FOREIGN KEY (org_id, thread_id) REFERENCES threads(org_id, id) ON DELETE CASCADE
  constraint thread_reads_pkey PRIMARY KEY (org_id, thread_id, reader_id)
  CREATE INDEX thread_reads_of_reader ON public.thread_reads USING btree (org_id, reader_id, thread_id) INCLUDE (read_to)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_reads permissive for all to doorstep_portal
    using ((org_id = app.org()) AND (reader_id = (app.setting('reader'::text))::uuid))
    with check ((org_id = app.org()) AND (reader_id = (app.setting('reader'::text))::uuid) AND (reader_kind <> 'staff'::text))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant UPDATE (read_to, read_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_portal INSERT,SELECT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.threads owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  customer_id uuid not null
  subject text
  job_id uuid
  invoice_id uuid
  subject_kind text generated always as (
CASE
    WHEN (job_id IS NOT NULL) THEN 'job'::text
    WHEN (invoice_id IS NOT NULL) THEN 'invoice'::text
    ELSE NULL::text
END) stored
  subject_id uuid generated always as (COALESCE(job_id, invoice_id)) stored
  began_by text not null
  assigned_staff_id uuid
  closed_at timestamp with time zone
  last_position integer not null default 0
  office_position integer not null default 0
  customer_position integer not null default 0
  staff_read_to integer not null default 0
  last_at timestamp with time zone not null
  created_at timestamp with time zone not null
  constraint threads_began_by_check CHECK ((began_by = ANY (ARRAY['customer'::text, 'office'::text])))
  constraint threads_check CHECK ((num_nonnulls(job_id, invoice_id) <= 1))
  constraint threads_check1 CHECK ((GREATEST(office_position, customer_position, staff_read_to) <= last_position))
  constraint threads_last_position_check CHECK ((last_position >= 0))
  constraint threads_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 150)))
  constraint threads_org_id_assigned_staff_id_fkey FOREIGN KEY (org_id, assigned_staff_id) REFERENCES staff(org_id, id)
  constraint threads_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint threads_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id)
  constraint threads_org_id_job_id_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs(org_id, id)
  constraint threads_pkey PRIMARY KEY (org_id, id)
  constraint threads_org_id_customer_id_id_key UNIQUE (org_id, customer_id, id)
  CREATE INDEX threads_about ON public.threads USING btree (org_id, subject_id, last_at DESC) WHERE (subject_id IS NOT NULL)
  CREATE INDEX threads_newest ON public.threads USING btree (org_id, last_at DESC, id DESC)
  CREATE INDEX threads_of_customer ON public.threads USING btree (org_id, customer_id, last_at DESC, id DESC)
  CREATE INDEX threads_of_staff ON public.threads USING btree (org_id, assigned_staff_id, last_at DESC) WHERE (assigned_staff_id IS NOT NULL)
  CREATE INDEX threads_unread ON public.threads USING btree (org_id, last_at DESC) WHERE ((closed_at IS NULL) AND (customer_position > staff_read_to))
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_begins permissive for insert to doorstep_portal
    with check ((org_id = app.org()) AND (customer_id = app.customer()) AND (began_by = 'customer'::text) AND (assigned_staff_id IS NULL) AND
CASE app.setting('messages'::text)
    WHEN 'all'::text THEN true
    WHEN 'own'::text THEN true
    WHEN 'one'::text THEN (COALESCE(job_id, invoice_id) = app.subject())
    ELSE false
END AND ((job_id IS NULL) OR (EXISTS ( SELECT
   FROM jobs j
  WHERE ((j.org_id = threads.org_id) AND (j.id = threads.job_id))))) AND ((invoice_id IS NULL) OR (EXISTS ( SELECT
   FROM invoices i
  WHERE ((i.org_id = threads.org_id) AND (i.id = threads.invoice_id))))))
  policy portal_threads permissive for select to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()) AND
CASE app.setting('messages'::text)
    WHEN 'all'::text THEN true
    WHEN 'own'::text THEN (EXISTS ( SELECT
       FROM thread_contacts p
      WHERE ((p.org_id = threads.org_id) AND (p.thread_id = threads.id) AND (p.contact_id = app.contact()))))
    WHEN 'one'::text THEN (subject_id = app.subject())
    ELSE false
END AND ((job_id IS NULL) OR (EXISTS ( SELECT
   FROM jobs j
  WHERE ((j.org_id = threads.org_id) AND (j.id = threads.job_id))))) AND ((invoice_id IS NULL) OR (EXISTS ( SELECT
   FROM invoices i
  WHERE ((i.org_id = threads.org_id) AND (i.id = threads.invoice_id))))))
  policy portal_writes permissive for update to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()))
    with check ((org_id = app.org()) AND (customer_id = app.customer()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  CREATE TRIGGER index_new_words AFTER INSERT ON public.threads REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.index_threads()
  grant SELECT (org_id, id, customer_id, subject, job_id, invoice_id, subject_kind, subject_id, began_by, closed_at, last_position, office_position, customer_position, last_at, created_at) to doorstep_portal
  grant UPDATE (closed_at, last_position, customer_position, last_at) to doorstep_portal
  grant doorstep_backup SELECT
  grant doorstep_portal INSERT
  grant doorstep_staff INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.undo_offers owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null default uuidv7()
  staff_id uuid not null
  deed text not null
  data jsonb not null
  offered_at timestamp with time zone not null
  used_at timestamp with time zone
  constraint undo_offers_data_check CHECK (((jsonb_typeof(data) = 'object'::text) AND (length((data)::text) <= 100000)))
  constraint undo_offers_deed_check CHECK (((deed ~ '^[a-z]+(-[a-z]+)*$'::text) AND (length(deed) <= 40)))
  constraint undo_offers_org_id_staff_id_fkey FOREIGN KEY (org_id, staff_id) REFERENCES staff(org_id, id)
  constraint undo_offers_pkey PRIMARY KEY (org_id, id)
  CREATE INDEX undo_offers_old ON public.undo_offers USING btree (org_id, offered_at)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_staff DELETE,INSERT,SELECT,UPDATE
  grant doorstep_system DELETE,INSERT,SELECT,UPDATE

table public.uploads owned by doorstep_owner, row-level security, forced
  org_id uuid not null
  id uuid not null
  customer_id uuid
  store_keys text[] not null
  begun_at timestamp with time zone not null
  constraint uploads_store_keys_check CHECK (((cardinality(store_keys) >= 1) AND (cardinality(store_keys) <= 100)))
  constraint uploads_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
  constraint uploads_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(id)
  constraint uploads_pkey PRIMARY KEY (org_id, id)
  policy backup_reads permissive for select to doorstep_backup
    using true
  policy portal_uploads permissive for all to doorstep_portal
    using ((org_id = app.org()) AND (customer_id = app.customer()))
    with check ((org_id = app.org()) AND (customer_id = app.customer()))
  policy staff_of_org permissive for all to doorstep_staff
    using (org_id = app.org())
    with check (org_id = app.org())
  policy system_of_org permissive for all to doorstep_system
    using (org_id = app.org())
    with check (org_id = app.org())
  grant doorstep_backup SELECT
  grant doorstep_portal DELETE,INSERT,SELECT
  grant doorstep_staff DELETE,INSERT,SELECT
  grant doorstep_system DELETE,INSERT,SELECT
