-- Credit notes, refunds, what is paid of an invoice kept beside it, and the order in which a statement is read.

-- ── What is paid, kept ──────────────────────────────────────────────────────────────────────────────────────────

-- `paid_minor` is the sum of an invoice's allocations, from payments and from credit notes; `credited_minor` what its
-- issued credit notes come to. Both are kept by triggers and by nothing else, so that "what is unpaid" is an index.
alter table invoices
  add column paid_minor bigint not null default 0,
  add column credited_minor bigint not null default 0;

-- The owner of the tables sees no row while row-level security is forced.
alter table invoices no force row level security;
alter table allocations no force row level security;
update invoices i set paid_minor = s.paid
  from (select org_id, invoice_id, sum(amount_minor)::bigint as paid from allocations group by org_id, invoice_id) s
  where i.org_id = s.org_id and i.id = s.invoice_id and s.paid <> 0;
alter table invoices force row level security;
alter table allocations force row level security;

alter table invoices
  add constraint invoices_paid_fits check (paid_minor between 0 and greatest(total_minor, 0)),
  add constraint invoices_credited_fits check (credited_minor between 0 and greatest(total_minor, 0));

create index invoices_unpaid on invoices (org_id, due_on, id) where state = 'issued' and total_minor > paid_minor;
create index invoices_unpaid_of_customer on invoices (org_id, customer_id, due_on, id)
  where state = 'issued' and total_minor > paid_minor;

grant select (paid_minor, credited_minor) on invoices to doorstep_portal;

create function app.kept_by_triggers() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'what is paid of an invoice follows from its allocations' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger kept_from_the_start before insert on invoices
  for each row when (new.paid_minor <> 0 or new.credited_minor <> 0) execute function app.kept_by_triggers();
create trigger kept before update of paid_minor, credited_minor on invoices
  for each row when (new.paid_minor <> old.paid_minor or new.credited_minor <> old.credited_minor)
  execute function app.kept_by_triggers();

-- ── Credit notes ────────────────────────────────────────────────────────────────────────────────────────────────

-- An invoice corrected, or something given back without one. Amounts are as positive as an invoice's: the type says
-- which way they go (EN 16931, type 381). One that corrects an invoice names it (BT-25).
create table credit_notes (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  number text check (number ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$'),
  customer_id uuid not null,
  invoice_id uuid,
  state text not null default 'draft' check (state in ('draft', 'issued', 'void')),
  issued_on date,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  prices_include_tax boolean not null default false,
  net_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  total_minor bigint not null default 0,
  -- What of it is set against invoices or paid out; kept by triggers.
  used_minor bigint not null default 0,
  -- Why, as the customer reads it.
  reason text check (length(reason) <= 500),
  note text check (length(note) <= 2000),
  -- Frozen when it is issued.
  billing_name text check (length(billing_name) <= 200),
  billing_address text check (length(billing_address) <= 500),
  billing_vat_id text check (length(billing_vat_id) <= 40),
  void_reason text check (length(void_reason) <= 500),
  voided_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id),
  check ((state = 'draft') = (number is null)),
  check (state = 'draft' or issued_on is not null),
  check (state = 'draft' or total_minor > 0),
  check ((state = 'void') = (voided_at is not null)),
  check (total_minor = net_minor + tax_minor),
  check (total_minor between -1000000000000 and 1000000000000),
  constraint credit_notes_used_fits check (used_minor between 0 and greatest(total_minor, 0))
);
create index credit_notes_of_customer on credit_notes (org_id, customer_id, issued_on desc nulls first, id desc);
create index credit_notes_by_day on credit_notes (org_id, issued_on desc nulls first, id desc);
create index credit_notes_of_invoice on credit_notes (org_id, invoice_id) where invoice_id is not null;

create table credit_note_lines (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  credit_note_id uuid not null,
  -- The line of the invoice that it corrects.
  invoice_line_id uuid,
  position int not null check (position between 1 and 1000),
  description text not null check (length(description) between 1 and 2000),
  quantity numeric(14, 4) not null default 1,
  unit text check (length(unit) <= 20),
  unit_price_minor bigint not null check (unit_price_minor between -1000000000000 and 1000000000000),
  tax_rate_bp int not null check (tax_rate_bp between 0 and 10000),
  amount_minor bigint not null,
  primary key (org_id, id),
  unique (org_id, credit_note_id, position),
  foreign key (org_id, credit_note_id) references credit_notes (org_id, id),
  foreign key (org_id, invoice_line_id) references invoice_lines (org_id, id)
);
create index credit_note_lines_of_line on credit_note_lines (org_id, invoice_line_id) where invoice_line_id is not null;

create table credit_note_taxes (
  org_id uuid not null,
  credit_note_id uuid not null,
  rate_bp int not null check (rate_bp between 0 and 10000),
  net_minor bigint not null,
  tax_minor bigint not null,
  primary key (org_id, credit_note_id, rate_bp),
  foreign key (org_id, credit_note_id) references credit_notes (org_id, id)
);

-- Its own series, which begins as CN-1001 unless the org says otherwise.
alter table number_series drop constraint number_series_kind_check;
alter table number_series add constraint number_series_kind_check
  check (kind in ('customer', 'job', 'invoice', 'credit_note'));

-- What an invoice's credit notes come to, kept beside it. The check of the invoice is what holds when two are issued at once.
create function app.keep_credited() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare change bigint;
begin
  change := (case when new.state = 'issued' then new.total_minor else 0 end)
    - (case when tg_op = 'UPDATE' and old.state = 'issued' then old.total_minor else 0 end);
  if change <> 0 then
    update invoices set credited_minor = credited_minor + change where org_id = new.org_id and id = new.invoice_id;
  end if;
  return null;
end $$;
create trigger keep_credited after insert or update of state, total_minor on credit_notes
  for each row when (new.invoice_id is not null) execute function app.keep_credited();

-- ── Refunds ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- Money that went back to a customer is a payment out, of what was left of a payment or a credit note.
alter table payments
  add column direction text not null default 'in' check (direction in ('in', 'out')),
  add column refund_of_payment_id uuid,
  add column refund_of_credit_note_id uuid,
  add foreign key (org_id, refund_of_payment_id) references payments (org_id, id),
  add foreign key (org_id, refund_of_credit_note_id) references credit_notes (org_id, id),
  add constraint payments_refund_of_one
    check (num_nonnulls(refund_of_payment_id, refund_of_credit_note_id) = case direction when 'out' then 1 else 0 end);
create index payments_refunding_payment on payments (org_id, refund_of_payment_id) where refund_of_payment_id is not null;
create index payments_refunding_credit_note on payments (org_id, refund_of_credit_note_id)
  where refund_of_credit_note_id is not null;
grant select (direction) on payments to doorstep_portal;

-- ── What settles an invoice ─────────────────────────────────────────────────────────────────────────────────────

-- A payment or a credit note. Still append-only: taking one back is a negative row.
alter table allocations
  alter column payment_id drop not null,
  add column credit_note_id uuid,
  add foreign key (org_id, credit_note_id) references credit_notes (org_id, id),
  add constraint allocations_of_one_source check (num_nonnulls(payment_id, credit_note_id) = 1);
create index allocations_of_credit_note on allocations (org_id, credit_note_id) include (amount_minor)
  where credit_note_id is not null;

-- Once for each statement, however many rows it brings.
create function app.keep_paid() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  update invoices i set paid_minor = i.paid_minor + s.amount
    from (select org_id, invoice_id, sum(amount_minor)::bigint as amount from fresh group by org_id, invoice_id) s
    where i.org_id = s.org_id and i.id = s.invoice_id and s.amount <> 0;
  update credit_notes c set used_minor = c.used_minor + s.amount
    from (select org_id, credit_note_id, sum(amount_minor)::bigint as amount from fresh
      where credit_note_id is not null group by org_id, credit_note_id) s
    where c.org_id = s.org_id and c.id = s.credit_note_id and s.amount <> 0;
  return null;
end $$;
create trigger keep_paid after insert on allocations referencing new table as fresh
  for each statement execute function app.keep_paid();

create function app.keep_refunded() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare change bigint;
begin
  change := (case when new.state = 'cleared' then new.amount_minor else 0 end)
    - (case when tg_op = 'UPDATE' and old.state = 'cleared' then old.amount_minor else 0 end);
  if change <> 0 then
    update credit_notes set used_minor = used_minor + change
      where org_id = new.org_id and id = new.refund_of_credit_note_id;
  end if;
  return null;
end $$;
create trigger keep_refunded after insert or update of state on payments
  for each row when (new.refund_of_credit_note_id is not null) execute function app.keep_refunded();

-- When the transaction ends: no payment is used beyond what it brought, and a credit note settles its own customer's invoices.
create or replace function app.allocations_fit() returns trigger language plpgsql set search_path = pg_catalog, public as $$
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
end $$;

-- What of a payment is set against invoices or paid out again.
create function app.used_of_payment(the_org uuid, the_payment uuid) returns bigint language sql stable
  begin atomic
    select (coalesce((select sum(a.amount_minor) from allocations a where a.org_id = the_org and a.payment_id = the_payment), 0)
      + coalesce((select sum(r.amount_minor) from payments r
          where r.org_id = the_org and r.refund_of_payment_id = the_payment and r.state = 'cleared'), 0))::bigint;
  end;
create function app.used_of_credit_note(the_org uuid, the_note uuid) returns bigint language sql stable
  begin atomic
    select (coalesce((select sum(a.amount_minor) from allocations a where a.org_id = the_org and a.credit_note_id = the_note), 0)
      + coalesce((select sum(r.amount_minor) from payments r
          where r.org_id = the_org and r.refund_of_credit_note_id = the_note and r.state = 'cleared'), 0))::bigint;
  end;

-- What is kept is what the rows come to.
create function app.paid_is_kept() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare paid bigint; kept bigint;
begin
  select coalesce(sum(amount_minor), 0) into paid from allocations where org_id = new.org_id and invoice_id = new.id;
  select paid_minor into kept from invoices where org_id = new.org_id and id = new.id;
  if paid <> kept then
    raise exception 'allocations of invoice % come to %, kept as %', new.id, paid, kept using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger paid_is_kept after update of paid_minor on invoices deferrable initially deferred
  for each row execute function app.paid_is_kept();

create function app.used_is_kept() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare kept bigint;
begin
  select used_minor into kept from credit_notes where org_id = new.org_id and id = new.id;
  if kept <> app.used_of_credit_note(new.org_id, new.id) then
    raise exception 'what is used of credit note % is not what is kept', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger used_is_kept after update of used_minor on credit_notes deferrable initially deferred
  for each row execute function app.used_is_kept();

create function app.refunds_fit() returns trigger language plpgsql set search_path = pg_catalog, public as $$
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
end $$;
create constraint trigger refunds_fit after insert on payments deferrable initially deferred
  for each row when (new.direction = 'out') execute function app.refunds_fit();

-- ── The ledger, read as a statement ─────────────────────────────────────────────────────────────────────────────

alter table ledger_entries
  add column credit_note_id uuid,
  add foreign key (org_id, credit_note_id) references credit_notes (org_id, id);
-- A customer's account in the order of a statement, whose sums come from the index alone.
create index ledger_of_account on ledger_entries (org_id, customer_id, account, currency, booked_on, id) include (amount_minor);
drop index ledger_of_customer;

-- ── Search ──────────────────────────────────────────────────────────────────────────────────────────────────────

alter table search_terms drop constraint search_terms_kind_check;
alter table search_terms add constraint search_terms_kind_check check (kind in ('customer', 'job', 'invoice', 'credit_note'));

create function app.index_credit_note() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select new.org_id, w, 'credit_note', new.id, new.id from app.words(new.number) as w on conflict do nothing;
  return null;
end $$;
create trigger index_words after insert or update of number on credit_notes
  for each row when (new.number is not null) execute function app.index_credit_note();

-- ── Rows: who sees what ─────────────────────────────────────────────────────────────────────────────────────────

do $$
declare t text;
begin
  foreach t in array array['credit_notes', 'credit_note_lines', 'credit_note_taxes']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;
grant select, insert, update, delete on credit_notes, credit_note_lines, credit_note_taxes to doorstep_staff, doorstep_system;
-- An issued credit note is never deleted, whoever asks, and neither are its lines.
create policy drafts_only on credit_notes as restrictive for delete to doorstep_staff, doorstep_system using (state = 'draft');

-- Like invoices; whoever has a link to one invoice sees what corrects that one.
create policy portal_credit_notes on credit_notes for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and state <> 'draft'
    and case app.setting('invoices') when 'all' then true when 'one' then invoice_id = app.subject() else false end);
create policy portal_credit_note_lines on credit_note_lines for select to doorstep_portal
  using (org_id = app.org() and exists (
    select from credit_notes c where c.org_id = credit_note_lines.org_id and c.id = credit_note_lines.credit_note_id));
create policy portal_credit_note_taxes on credit_note_taxes for select to doorstep_portal
  using (org_id = app.org() and exists (
    select from credit_notes c where c.org_id = credit_note_taxes.org_id and c.id = credit_note_taxes.credit_note_id));
grant select (org_id, id, number, customer_id, invoice_id, state, issued_on, currency, prices_include_tax, net_minor, tax_minor,
  total_minor, used_minor, reason, note, billing_name, billing_address, billing_vat_id, void_reason, voided_at)
  on credit_notes to doorstep_portal;
grant select on credit_note_lines, credit_note_taxes to doorstep_portal;
