-- The foundation: orgs, people, sites, jobs, books, access.
--
-- Rules that hold for every table of an org:
--   * the key is (org_id, id) and every foreign key carries org_id, so a row can't refer to another org's;
--   * row-level security is enabled and forced, with one policy per request role;
--   * states are text with a check, and times two columns: only leakproof operators (=, <, >= on text, uuid, time)
--     reach an index underneath row-level security; enum, range and like operators would not.
-- Request roles: doorstep_gate (before sign-in), doorstep_portal (a customer's side), doorstep_staff (the office),
-- doorstep_system (background tasks and imports, one org at a time). They own nothing.

create extension if not exists unaccent;

create schema app;
grant usage on schema app, public to doorstep_gate, doorstep_portal, doorstep_staff, doorstep_system;

-- What `inScope` has set for this transaction. Plain SQL functions, so that the planner inlines them.
create function app.setting(name text) returns text language sql stable
  return nullif(pg_catalog.current_setting('app.' || name, true), '');
create function app.org() returns uuid language sql stable
  return nullif(pg_catalog.current_setting('app.org', true), '')::uuid;
create function app.customer() returns uuid language sql stable
  return nullif(pg_catalog.current_setting('app.customer', true), '')::uuid;
create function app.contact() returns uuid language sql stable
  return nullif(pg_catalog.current_setting('app.contact', true), '')::uuid;
create function app.subject() returns uuid language sql stable
  return nullif(pg_catalog.current_setting('app.subject', true), '')::uuid;

-- ── Orgs and their staff ────────────────────────────────────────────────────────────────────────────────────────

create table orgs (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 120),
  tagline text check (length(tagline) <= 80),
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  country text not null check (country ~ '^[A-Z]{2}$'),
  language text not null default 'en',
  phone text check (phone ~ '^\+[1-9][0-9]{5,14}$'),
  email text check (length(email) <= 254),
  website_url text check (website_url ~ '^https?://'),
  address text check (length(address) <= 500),
  opening_hours text check (length(opening_hours) <= 200),
  privacy_url text check (privacy_url ~ '^https?://'),
  terms_url text check (terms_url ~ '^https?://'),
  vat_id text check (length(vat_id) <= 40),
  bank_holder text check (length(bank_holder) <= 120),
  bank_account text check (length(bank_account) <= 60),
  bank_code text check (length(bank_code) <= 40),
  invoice_footer text check (length(invoice_footer) <= 1000),
  payment_terms_days int not null default 14 check (payment_terms_days between 0 and 365),
  accent text not null default '#0c5966' check (accent ~ '^#[0-9a-f]{6}$'),
  logo bytea check (length(logo) <= 65536),
  logo_type text check (logo_type in ('image/png', 'image/jpeg')),
  -- The picture's own size in pixels, so that nothing moves while it loads, and its hash, so that it can be cached for ever.
  logo_width int check (logo_width between 1 and 2000),
  logo_height int check (logo_height between 1 and 2000),
  logo_version text check (logo_version ~ '^[0-9a-f]{16}$'),
  -- What the org's customers call a job ("Ticket", "Visit").
  job_word text check (length(job_word) <= 30),
  jobs_word text check (length(jobs_word) <= 30),
  -- Nothing is visible to a customer until the org opens its portal.
  portal_open boolean not null default false,
  permissions jsonb not null default '{}' check (jsonb_typeof(permissions) = 'object'),
  contact_link_months int not null default 6 check (contact_link_months between 1 and 60),
  customer_link_days int not null default 90 check (customer_link_days between 1 and 1825),
  job_link_days int not null default 90 check (job_link_days between 1 and 1825),
  invoice_link_days int not null default 90 check (invoice_link_days between 1 and 1825),
  session_idle_minutes int not null default 1440 check (session_idle_minutes between 5 and 43200),
  session_hours int not null default 720 check (session_hours between 1 and 8760),
  staff_idle_minutes int not null default 480 check (staff_idle_minutes between 5 and 10080),
  staff_session_hours int not null default 168 check (staff_session_hours between 1 and 2160),
  -- A PIN typed on an unknown device is followed by a sent code unless the org switches this off.
  pin_needs_code boolean not null default true,
  sms_countries text[] not null default '{}',
  created_at timestamptz not null default now(),
  check (num_nulls(logo, logo_type, logo_width, logo_height, logo_version) in (0, 5))
);

create table staff (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role text not null check (role in ('owner', 'manager', 'agent', 'viewer')),
  password_hash text,
  phone text check (phone ~ '^\+[1-9][0-9]{5,14}$'),
  -- The name customers read ("Anna"); null keeps the person out of the portal.
  public_name text check (length(public_name) between 1 and 80),
  archived_at timestamptz,
  last_signed_in_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, email)
);
create index staff_by_email on staff (email);

-- ── Customers, their contacts, their sites ──────────────────────────────────────────────────────────────────────

create table customers (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  number text not null check (number ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
  kind text not null default 'person' check (kind in ('person', 'company')),
  name text not null check (length(name) between 1 and 200),
  line1 text check (length(line1) <= 200),
  line2 text check (length(line2) <= 200),
  postcode text check (length(postcode) <= 20),
  city text check (length(city) <= 120),
  region text check (length(region) <= 120),
  country text check (country ~ '^[A-Z]{2}$'),
  -- Where invoices go when it isn't the address above.
  billing_name text check (length(billing_name) <= 200),
  billing_address text check (length(billing_address) <= 500),
  vat_id text check (length(vat_id) <= 40),
  language text check (length(language) between 2 and 12),
  notes text check (length(notes) <= 10000),
  permissions jsonb not null default '{}' check (jsonb_typeof(permissions) = 'object'),
  external_id text check (length(external_id) between 1 and 200),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, number),
  unique (org_id, external_id)
);
create index customers_by_name on customers (org_id, lower(name), id);
-- Customer IDs are typed by people: XY12 and xy12 are one.
create unique index customers_number_folded on customers (org_id, lower(number));

create table contacts (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  first_name text check (length(first_name) <= 100),
  last_name text check (length(last_name) <= 100),
  position text check (length(position) <= 100),
  email text check (email = lower(email) and length(email) between 3 and 254),
  phone text check (phone ~ '^\+[1-9][0-9]{5,14}$'),
  is_main boolean not null default false,
  language text check (length(language) between 2 and 12),
  permissions jsonb not null default '{}' check (jsonb_typeof(permissions) = 'object'),
  external_id text check (length(external_id) between 1 and 200),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, external_id),
  -- The wider key lets other tables prove that a contact belongs to a customer.
  unique (org_id, customer_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id)
);
create unique index contacts_one_main on contacts (org_id, customer_id) where is_main and archived_at is null;
create index contacts_by_email on contacts (org_id, email) where archived_at is null;
create index contacts_by_phone on contacts (org_id, phone) where archived_at is null;

create table sites (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  customer_id uuid,
  name text not null check (length(name) between 1 and 200),
  line1 text check (length(line1) <= 200),
  line2 text check (length(line2) <= 200),
  postcode text check (length(postcode) <= 20),
  city text check (length(city) <= 120),
  region text check (length(region) <= 120),
  country text check (country ~ '^[A-Z]{2}$'),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  time_zone text,
  access_notes text check (length(access_notes) <= 2000),
  external_id text check (length(external_id) between 1 and 200),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, external_id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  check ((latitude is null) = (longitude is null))
);
create index sites_by_customer on sites (org_id, customer_id, id);
create index sites_by_name on sites (org_id, lower(name), id);

-- The sites a contact is limited to, when its `sites` permission says "chosen".
create table contact_sites (
  org_id uuid not null,
  contact_id uuid not null,
  site_id uuid not null,
  primary key (org_id, contact_id, site_id),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, site_id) references sites (org_id, id)
);

-- ── Jobs ────────────────────────────────────────────────────────────────────────────────────────────────────────

create table jobs (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  number text not null check (number ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
  customer_id uuid not null,
  site_id uuid,
  title text not null check (length(title) between 1 and 200),
  description text check (length(description) <= 10000),
  internal_notes text check (length(internal_notes) <= 10000),
  step text not null default 'received' check (step in
    ('received', 'scheduling', 'dispatched', 'on_the_way', 'arrived', 'in_progress', 'completed', 'paused', 'cancelled')),
  pause_reason text check (length(pause_reason) <= 200),
  -- The arrival window, [starts_at, ends_at).
  starts_at timestamptz,
  ends_at timestamptz,
  assigned_staff_id uuid,
  raised_by_contact_id uuid,
  main_contact_id uuid,
  affected_first_name text check (length(affected_first_name) <= 100),
  affected_last_name text check (length(affected_last_name) <= 100),
  affected_email text check (length(affected_email) <= 254),
  affected_phone text check (affected_phone ~ '^\+[1-9][0-9]{5,14}$'),
  customer_reference text check (length(customer_reference) <= 100),
  price_minor bigint check (price_minor between -1000000000000 and 1000000000000),
  currency text check (currency ~ '^[A-Z]{3}$'),
  repeats text check (length(repeats) <= 100),
  next_due_on date,
  source text not null default 'office' check (source in ('office', 'portal', 'import', 'api')),
  external_id text check (length(external_id) between 1 and 200),
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, number),
  unique (org_id, external_id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, site_id) references sites (org_id, id),
  foreign key (org_id, assigned_staff_id) references staff (org_id, id),
  foreign key (org_id, raised_by_contact_id) references contacts (org_id, id),
  foreign key (org_id, main_contact_id) references contacts (org_id, id),
  check ((starts_at is null) = (ends_at is null)),
  check (ends_at > starts_at),
  check ((price_minor is null) = (currency is null)),
  check ((completed_at is not null) = (step = 'completed'))
);
create index jobs_of_customer on jobs (org_id, customer_id, starts_at desc nulls last, id);
create index jobs_by_window on jobs (org_id, starts_at, id);
create index jobs_by_step on jobs (org_id, step, starts_at, id);
create index jobs_by_site on jobs (org_id, site_id) where site_id is not null;
create index jobs_newest on jobs (org_id, created_at desc, id desc);

-- The timeline. Only visible entries reach the portal.
create table job_events (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  job_id uuid not null,
  kind text not null check (kind in ('step', 'window', 'note')),
  step text check (step in
    ('received', 'scheduling', 'dispatched', 'on_the_way', 'arrived', 'in_progress', 'completed', 'paused', 'cancelled')),
  note text check (length(note) <= 2000),
  visible boolean not null default false,
  staff_id uuid,
  happened_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, job_id) references jobs (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id),
  check ((kind = 'step') = (step is not null))
);
create index job_events_of_job on job_events (org_id, job_id, happened_at, id);

-- ── Books ───────────────────────────────────────────────────────────────────────────────────────────────────────

create table tax_rates (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 60),
  rate_bp int not null check (rate_bp between 0 and 10000),
  is_default boolean not null default false,
  archived_at timestamptz,
  primary key (org_id, id)
);
create unique index tax_rates_one_default on tax_rates (org_id) where is_default and archived_at is null;

-- Numbers without gaps: taken by locking this row in the transaction that uses the number.
create table number_series (
  org_id uuid not null references orgs (id),
  kind text not null check (kind in ('customer', 'job', 'invoice')),
  prefix text not null default '' check (prefix ~ '^[A-Za-z0-9._-]{0,12}$'),
  next_number bigint not null check (next_number > 0),
  primary key (org_id, kind)
);

create table invoices (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  number text check (number ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$'),
  customer_id uuid not null,
  job_id uuid,
  state text not null default 'draft' check (state in ('draft', 'issued', 'void')),
  issued_on date,
  due_on date,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  prices_include_tax boolean not null default false,
  net_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  total_minor bigint not null default 0,
  customer_reference text check (length(customer_reference) <= 100),
  note text check (length(note) <= 2000),
  -- Frozen when the invoice is issued.
  billing_name text check (length(billing_name) <= 200),
  billing_address text check (length(billing_address) <= 500),
  billing_vat_id text check (length(billing_vat_id) <= 40),
  source text not null default 'office' check (source in ('office', 'import', 'api')),
  external_id text check (length(external_id) between 1 and 200),
  void_reason text check (length(void_reason) <= 500),
  voided_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, number),
  unique (org_id, external_id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, job_id) references jobs (org_id, id),
  check ((state = 'draft') = (number is null)),
  check (state = 'draft' or (issued_on is not null and due_on is not null)),
  check ((state = 'void') = (voided_at is not null)),
  check (total_minor = net_minor + tax_minor),
  check (total_minor between -1000000000000 and 1000000000000)
);
create index invoices_of_customer on invoices (org_id, customer_id, issued_on desc nulls first, id);
create index invoices_by_day on invoices (org_id, issued_on desc nulls first, id desc);
create index invoices_by_due on invoices (org_id, state, due_on, id);
create index invoices_of_job on invoices (org_id, job_id) where job_id is not null;

create table invoice_lines (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  invoice_id uuid not null,
  position int not null check (position between 1 and 1000),
  description text not null check (length(description) between 1 and 2000),
  quantity numeric(14, 4) not null default 1,
  unit text check (length(unit) <= 20),
  unit_price_minor bigint not null check (unit_price_minor between -1000000000000 and 1000000000000),
  tax_rate_bp int not null check (tax_rate_bp between 0 and 10000),
  -- quantity × unit price, rounded once; with or without tax as the invoice's prices are.
  amount_minor bigint not null,
  primary key (org_id, id),
  unique (org_id, invoice_id, position),
  foreign key (org_id, invoice_id) references invoices (org_id, id)
);

-- Totals by rate: tax is computed once per rate, not per line (EN 16931, BG-23).
create table invoice_taxes (
  org_id uuid not null,
  invoice_id uuid not null,
  rate_bp int not null check (rate_bp between 0 and 10000),
  net_minor bigint not null,
  tax_minor bigint not null,
  primary key (org_id, invoice_id, rate_bp),
  foreign key (org_id, invoice_id) references invoices (org_id, id)
);

create table payments (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  received_on date not null,
  amount_minor bigint not null check (amount_minor > 0 and amount_minor <= 1000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  method text not null check (method in ('cash', 'transfer', 'card', 'cheque', 'direct_debit', 'other')),
  state text not null default 'cleared' check (state in ('cleared', 'returned')),
  reference text check (length(reference) <= 100),
  note text check (length(note) <= 1000),
  recorded_by_staff_id uuid,
  -- Made when the form is drawn: the same form sent twice is one payment.
  idempotency_key text not null check (length(idempotency_key) between 8 and 100),
  external_id text check (length(external_id) between 1 and 200),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, idempotency_key),
  unique (org_id, external_id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, recorded_by_staff_id) references staff (org_id, id)
);
create index payments_of_customer on payments (org_id, customer_id, received_on desc, id);
create index payments_by_day on payments (org_id, received_on desc, id desc);

-- Which payment settles which invoice. Append-only: taking one back is a negative row.
create table allocations (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  payment_id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor <> 0),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, payment_id) references payments (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id)
);
create index allocations_of_invoice on allocations (org_id, invoice_id) include (amount_minor);
create index allocations_of_payment on allocations (org_id, payment_id) include (amount_minor);

-- Double entry, append-only. A positive amount is a debit. What a customer owes is the sum of its `receivable` rows.
create table ledger_entries (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  transaction_id uuid not null,
  account text not null check (account in ('receivable', 'revenue', 'tax', 'bank')),
  customer_id uuid not null,
  invoice_id uuid,
  payment_id uuid,
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  booked_on date not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id),
  foreign key (org_id, payment_id) references payments (org_id, id)
);
create index ledger_of_customer on ledger_entries (org_id, customer_id, account, booked_on) include (amount_minor, currency);
create index ledger_by_transaction on ledger_entries (org_id, transaction_id) include (amount_minor);

create function app.ledger_balances() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare off bigint;
begin
  select sum(amount_minor) into off from ledger_entries where org_id = new.org_id and transaction_id = new.transaction_id;
  if off <> 0 then
    raise exception 'ledger transaction % is off by %', new.transaction_id, off using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_entries_balance after insert on ledger_entries
  deferrable initially deferred for each row execute function app.ledger_balances();

create function app.allocations_fit() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare paid bigint; due bigint; given bigint; received bigint;
begin
  select sum(amount_minor) into paid from allocations where org_id = new.org_id and invoice_id = new.invoice_id;
  select total_minor into due from invoices where org_id = new.org_id and id = new.invoice_id;
  select sum(amount_minor) into given from allocations where org_id = new.org_id and payment_id = new.payment_id;
  select amount_minor into received from payments where org_id = new.org_id and id = new.payment_id;
  if paid < 0 or paid > greatest(due, 0) then
    raise exception 'allocations of invoice % come to % of %', new.invoice_id, paid, due using errcode = 'check_violation';
  end if;
  if given < 0 or given > received then
    raise exception 'allocations of payment % come to % of %', new.payment_id, given, received using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger allocations_fit after insert on allocations
  deferrable initially deferred for each row execute function app.allocations_fit();

-- ── Getting in ──────────────────────────────────────────────────────────────────────────────────────────────────

-- A standing link. Its token is not here: it is derived from id and generation under a key kept outside the database.
create table links (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('customer', 'contact', 'job', 'invoice')),
  customer_id uuid not null,
  contact_id uuid,
  job_id uuid,
  invoice_id uuid,
  generation int not null default 1 check (generation > 0),
  activated_at timestamptz not null,
  expires_at timestamptz not null,
  disabled_at timestamptz,
  created_by_staff_id uuid,
  open_count int not null default 0,
  last_used_at timestamptz,
  last_device text check (length(last_device) <= 80),
  renewal_asked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, customer_id, contact_id) references contacts (org_id, customer_id, id),
  foreign key (org_id, job_id) references jobs (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id),
  foreign key (org_id, created_by_staff_id) references staff (org_id, id),
  check ((kind = 'contact') = (contact_id is not null)),
  check ((kind = 'job') = (job_id is not null)),
  check ((kind = 'invoice') = (invoice_id is not null)),
  check (expires_at > activated_at)
);
create unique index links_one_per_subject on links (org_id, kind, coalesce(contact_id, job_id, invoice_id, customer_id));
create index links_by_id on links (id);
create index links_ending on links (org_id, expires_at) where disabled_at is null;

create table sessions (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  -- SHA-256 of the secret in the cookie.
  token_hash bytea not null check (length(token_hash) = 32),
  kind text not null check (kind in ('portal', 'office', 'view_as')),
  customer_id uuid,
  contact_id uuid,
  link_id uuid,
  link_generation int,
  staff_id uuid,
  began_by text not null check (began_by in ('link', 'sign_in_link', 'code', 'pin', 'password', 'view_as')),
  assurance text not null check (assurance in ('link', 'normal')),
  stepped_up_at timestamptz,
  device text check (length(device) <= 80),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- When a person first did something here. Until then it may be a mail scanner, and nothing counts as viewed.
  human_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  unique (org_id, token_hash),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, customer_id, contact_id) references contacts (org_id, customer_id, id),
  foreign key (org_id, link_id) references links (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id),
  check ((kind = 'portal') = (staff_id is null)),
  check ((kind = 'office') = (customer_id is null)),
  check ((link_id is null) = (link_generation is null))
);
create index sessions_of_contact on sessions (org_id, contact_id) where ended_at is null;
create index sessions_of_link on sessions (org_id, link_id) where ended_at is null;
create index sessions_of_staff on sessions (org_id, staff_id) where ended_at is null;
create index sessions_expired on sessions (org_id, expires_at);

-- "Send me a link or PIN". Code and link are derived from the id; the row counts tries and marks use.
create table sign_in_requests (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  purpose text not null default 'sign_in' check (purpose in ('sign_in', 'device')),
  identifier_kind text not null check (identifier_kind in ('email', 'phone', 'number')),
  identifier text not null check (length(identifier) between 1 and 254),
  -- For purpose "device": the contact whose PIN was right.
  contact_id uuid,
  -- SHA-256 of the cookie of the browser that asked.
  browser_hash bytea not null check (length(browser_hash) = 32),
  tries int not null default 0,
  proved_at timestamptz,
  used_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references contacts (org_id, id)
);
create index sign_in_requests_by_id on sign_in_requests (id);
create index sign_in_requests_expired on sign_in_requests (org_id, expires_at);

create table contact_pins (
  org_id uuid not null,
  contact_id uuid not null,
  pin_hash text not null,
  generation int not null default 1,
  fails int not null default 0,
  fails_since timestamptz,
  set_at timestamptz not null,
  set_by text not null check (set_by in ('staff', 'contact')),
  primary key (org_id, contact_id),
  foreign key (org_id, contact_id) references contacts (org_id, id)
);

-- Devices on which a contact has proved its address: there a PIN is enough.
create table known_devices (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  contact_id uuid not null,
  secret_hash bytea not null check (length(secret_hash) = 32),
  label text check (length(label) <= 80),
  proved_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, contact_id, secret_hash),
  foreign key (org_id, contact_id) references contacts (org_id, id)
);

-- Set-up and reset links of staff, derived like the others and used once.
create table staff_links (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  staff_id uuid not null,
  purpose text not null check (purpose in ('reset', 'invitation')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id)
);
create index staff_links_by_id on staff_links (id);

-- Counters of tries, by a keyed hash of what is limited. The nil org holds what precedes an org.
create table rate_limits (
  org_id uuid not null,
  key text not null check (length(key) between 1 and 120),
  window_started_at timestamptz not null,
  hits int not null,
  primary key (org_id, key)
);
create index rate_limits_old on rate_limits (window_started_at);

-- What happened, by whom. Insert-only for every request role.
create table events (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  name text not null check (name ~ '^[a-z_]+\.[a-z_]+$'),
  actor_kind text not null check (actor_kind in ('contact', 'link', 'staff', 'api', 'system', 'gate')),
  actor_id uuid,
  actor_name text check (length(actor_name) <= 200),
  customer_id uuid,
  subject_kind text check (length(subject_kind) <= 40),
  subject_id uuid,
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'),
  happened_at timestamptz not null,
  primary key (org_id, id)
);
create index events_of_customer on events (org_id, customer_id, happened_at desc, id desc);
create index events_of_subject on events (org_id, subject_kind, subject_id, happened_at desc);
create index events_by_time on events (org_id, happened_at desc, id desc);

-- ── Search ──────────────────────────────────────────────────────────────────────────────────────────────────────
-- One row per word. `term` is compared with >= and < only, which are leakproof, so the index serves under
-- row-level security; like and trigram operators are not and would read the whole org.

create table search_terms (
  org_id uuid not null references orgs (id),
  term text collate "C" not null check (length(term) between 1 and 60),
  kind text not null check (kind in ('customer', 'job', 'invoice')),
  subject_id uuid not null,
  source_id uuid not null,
  primary key (org_id, term, kind, subject_id, source_id)
);
create index search_terms_of_source on search_terms (org_id, source_id);

-- Words of a text: folded, unaccented, at most 60 characters each.
create function app.words(variadic parts text[]) returns setof text language sql stable
  begin atomic
    select distinct left(w, 60)
    from unnest(parts) as part,
         regexp_split_to_table(lower(unaccent(coalesce(part, ''))), '[^a-z0-9@.]+') as w
    where w <> '' and w !~ '^[@.]+$';
  end;

-- A phone number's digits, and the same without a country code of one, two or three digits.
create function app.phone_terms(phone text) returns setof text language sql immutable
  begin atomic
    select substr(ltrim(phone, '+'), n) from generate_series(1, 4) as n where phone is not null;
  end;

create function app.index_words(the_org uuid, the_kind text, the_subject uuid, the_source uuid, terms text[])
  returns void language sql
  begin atomic
    delete from search_terms where org_id = the_org and source_id = the_source and not (term = any (terms));
    insert into search_terms (org_id, term, kind, subject_id, source_id)
      select the_org, t, the_kind, the_subject, the_source from unnest(terms) as t where t <> ''
      on conflict do nothing;
  end;

create function app.customer_words(c customers) returns text[] language sql stable
  return array(select app.words(c.name, c.number, c.line1, c.postcode, c.city, replace(c.postcode, ' ', '')));
create function app.contact_words(c contacts) returns text[] language sql stable
  return array(select app.words(c.first_name, c.last_name, c.email) union select app.phone_terms(c.phone));
create function app.site_words(s sites) returns text[] language sql stable
  return array(select app.words(s.name, s.line1, s.postcode, replace(s.postcode, ' ', '')));
create function app.job_words(j jobs) returns text[] language sql stable
  return array(select app.words(j.number, j.title, j.customer_reference));
create function app.invoice_words(i invoices) returns text[] language sql stable
  return array(select app.words(i.number, i.customer_reference));

create function app.index_customer() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin perform app.index_words(new.org_id, 'customer', new.id, new.id, app.customer_words(new)); return null; end $$;
create function app.index_contact() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin perform app.index_words(new.org_id, 'customer', new.customer_id, new.id,
  case when new.archived_at is null then app.contact_words(new) else '{}' end); return null; end $$;
create function app.index_site() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and old.customer_id is distinct from new.customer_id then
    delete from search_terms where org_id = new.org_id and source_id = new.id;
  end if;
  if new.customer_id is not null then
    perform app.index_words(new.org_id, 'customer', new.customer_id, new.id, app.site_words(new));
  end if;
  return null;
end $$;
create function app.index_job() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin perform app.index_words(new.org_id, 'job', new.id, new.id, app.job_words(new)); return null; end $$;
create function app.index_invoice() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin perform app.index_words(new.org_id, 'invoice', new.id, new.id, app.invoice_words(new)); return null; end $$;

create trigger index_words after insert or update of name, number, line1, postcode, city on customers
  for each row execute function app.index_customer();
create trigger index_words after insert or update of first_name, last_name, email, phone, archived_at on contacts
  for each row execute function app.index_contact();
create trigger index_words after insert or update of name, line1, postcode, customer_id on sites
  for each row execute function app.index_site();
create trigger index_words after insert or update of number, title, customer_reference on jobs
  for each row execute function app.index_job();
create trigger index_words after insert or update of number, customer_reference on invoices
  for each row execute function app.index_invoice();

-- ── Rows: who sees what ─────────────────────────────────────────────────────────────────────────────────────────

-- The office and background tasks: their org's rows.
do $$
declare t text;
begin
  foreach t in array array['staff','customers','contacts','sites','contact_sites','jobs','job_events','tax_rates','number_series',
    'invoices','invoice_lines','invoice_taxes','payments','allocations','ledger_entries','links','sessions','sign_in_requests',
    'contact_pins','known_devices','staff_links','rate_limits','events','search_terms']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;

alter table orgs enable row level security;
alter table orgs force row level security;
create policy staff_of_org on orgs to doorstep_staff using (id = app.org()) with check (id = app.org());
create policy system_of_org on orgs to doorstep_system using (id = app.org()) with check (id = app.org());
create policy portal_of_org on orgs for select to doorstep_portal using (id = app.org());
-- Before sign-in an org is found by its slug; its row is what every visitor of its pages reads.
create policy gate_any_org on orgs for select to doorstep_gate using (true);

grant select, insert, update, delete on staff, customers, contacts, sites, contact_sites, jobs, tax_rates, invoice_lines,
  invoice_taxes, links, contact_pins, known_devices, staff_links, search_terms to doorstep_staff, doorstep_system;
grant select, insert, update on orgs, number_series, invoices, payments, sessions, sign_in_requests, rate_limits
  to doorstep_staff, doorstep_system;
grant delete on invoices to doorstep_staff, doorstep_system;
grant delete on sessions, sign_in_requests, rate_limits to doorstep_system;
-- Append-only.
grant select, insert on job_events, allocations, ledger_entries, events to doorstep_staff, doorstep_system;
-- An issued invoice is never deleted, whoever asks.
create policy drafts_only on invoices as restrictive for delete to doorstep_staff, doorstep_system using (state = 'draft');

-- The portal. What a session may see of its customer is said by settings that `inScope` takes from the permissions:
--   app.jobs      all | own | one | none      (one: the job in app.subject)
--   app.invoices  all | one | none            (one: the invoice in app.subject)
--   app.sites     all | chosen | one | none   (one: the site of the job in app.subject)
--   app.details   yes | no
create policy portal_customer on customers for select to doorstep_portal
  using (org_id = app.org() and id = app.customer() and app.setting('details') = 'yes');
create policy portal_contacts on contacts for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and app.setting('details') = 'yes');
create policy portal_contact_sites on contact_sites for select to doorstep_portal
  using (org_id = app.org() and contact_id = app.contact());
create policy portal_jobs on jobs for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer()
    and case app.setting('jobs')
      when 'all' then true
      when 'own' then raised_by_contact_id = app.contact() or main_contact_id = app.contact()
      when 'one' then id = app.subject()
      else false end
    and case app.setting('sites')
      when 'chosen' then raised_by_contact_id = app.contact() or main_contact_id = app.contact() or exists (
        select from contact_sites cs where cs.org_id = jobs.org_id and cs.contact_id = app.contact() and cs.site_id = jobs.site_id)
      else true end);
create policy portal_sites on sites for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer()
    and case app.setting('sites')
      when 'all' then true
      when 'chosen' then exists (
        select from contact_sites cs where cs.org_id = sites.org_id and cs.contact_id = app.contact() and cs.site_id = sites.id)
      when 'one' then exists (
        select from jobs j where j.org_id = sites.org_id and j.id = app.subject() and j.site_id = sites.id)
      else false end);
create policy portal_job_events on job_events for select to doorstep_portal
  using (org_id = app.org() and visible and exists (
    select from jobs j where j.org_id = job_events.org_id and j.id = job_events.job_id));
create policy portal_staff on staff for select to doorstep_portal
  using (org_id = app.org() and public_name is not null);
create policy portal_invoices on invoices for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and state <> 'draft'
    and case app.setting('invoices') when 'all' then true when 'one' then id = app.subject() else false end);
create policy portal_invoice_lines on invoice_lines for select to doorstep_portal
  using (org_id = app.org() and exists (
    select from invoices i where i.org_id = invoice_lines.org_id and i.id = invoice_lines.invoice_id));
create policy portal_invoice_taxes on invoice_taxes for select to doorstep_portal
  using (org_id = app.org() and exists (
    select from invoices i where i.org_id = invoice_taxes.org_id and i.id = invoice_taxes.invoice_id));
create policy portal_allocations on allocations for select to doorstep_portal
  using (org_id = app.org() and exists (
    select from invoices i where i.org_id = allocations.org_id and i.id = allocations.invoice_id));
create policy portal_payments on payments for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and app.setting('invoices') = 'all');
create policy portal_ledger on ledger_entries for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and app.setting('invoices') = 'all');
create policy portal_events on events for insert to doorstep_portal
  with check (org_id = app.org() and customer_id = app.customer());

grant select on orgs to doorstep_portal;
grant select (org_id, id, public_name) on staff to doorstep_portal;
grant select (org_id, id, number, kind, name, line1, line2, postcode, city, region, country, billing_name, billing_address,
  vat_id, language, created_at) on customers to doorstep_portal;
grant select (org_id, id, customer_id, first_name, last_name, position, email, phone, is_main, language, archived_at)
  on contacts to doorstep_portal;
grant select on contact_sites to doorstep_portal;
grant select (org_id, id, customer_id, name, line1, line2, postcode, city, region, country, latitude, longitude, time_zone,
  access_notes, archived_at) on sites to doorstep_portal;
grant select (org_id, id, number, customer_id, site_id, title, description, step, pause_reason, starts_at, ends_at,
  assigned_staff_id, raised_by_contact_id, main_contact_id, affected_first_name, affected_last_name, customer_reference,
  price_minor, currency, repeats, next_due_on, source, completed_at, created_at, updated_at) on jobs to doorstep_portal;
grant select (org_id, id, job_id, kind, step, note, visible, happened_at) on job_events to doorstep_portal;
grant select (org_id, id, number, customer_id, job_id, state, issued_on, due_on, currency, prices_include_tax, net_minor,
  tax_minor, total_minor, customer_reference, note, billing_name, billing_address, billing_vat_id, void_reason, voided_at)
  on invoices to doorstep_portal;
grant select on invoice_lines, invoice_taxes, allocations to doorstep_portal;
grant select (org_id, id, customer_id, received_on, amount_minor, currency, method, state, reference) on payments to doorstep_portal;
grant select on ledger_entries to doorstep_portal;
grant insert on events to doorstep_portal;

-- The gate: finds the one session, link or request whose secret a visitor holds, and the contact behind it.
create policy gate_session on sessions to doorstep_gate
  using (org_id = app.org() and token_hash = decode(app.setting('session'), 'hex'))
  with check (org_id = app.org());
create policy gate_link on links to doorstep_gate
  using (id = app.subject() or org_id = app.org()) with check (id = app.subject());
create policy gate_request on sign_in_requests to doorstep_gate
  using (id = app.subject()) with check (org_id = app.org() or id = app.subject());
create policy gate_staff_link on staff_links to doorstep_gate
  using (id = app.subject()) with check (id = app.subject() or org_id = app.org());
create policy gate_staff on staff to doorstep_gate
  using (org_id = app.org() or email = app.setting('email')) with check (org_id = app.org());
create policy gate_customers on customers for select to doorstep_gate using (org_id = app.org());
create policy gate_contacts on contacts for select to doorstep_gate using (org_id = app.org());
create policy gate_pins on contact_pins to doorstep_gate using (org_id = app.org()) with check (org_id = app.org());
create policy gate_devices on known_devices to doorstep_gate using (org_id = app.org()) with check (org_id = app.org());
create policy gate_limits on rate_limits to doorstep_gate
  using (org_id = coalesce(app.org(), '00000000-0000-0000-0000-000000000000'))
  with check (org_id = coalesce(app.org(), '00000000-0000-0000-0000-000000000000'));
create policy gate_events on events for insert to doorstep_gate with check (org_id = app.org());

grant select on orgs to doorstep_gate;
grant select, insert on sessions to doorstep_gate;
grant update (last_seen_at, human_at, ended_at, stepped_up_at) on sessions to doorstep_gate;
grant select on links to doorstep_gate;
grant update (open_count, last_used_at, last_device, renewal_asked_at) on links to doorstep_gate;
grant select, insert on sign_in_requests to doorstep_gate;
grant update (tries, proved_at, used_at) on sign_in_requests to doorstep_gate;
grant select, insert on staff_links to doorstep_gate;
grant update (used_at) on staff_links to doorstep_gate;
grant select (org_id, id, name, email, role, password_hash, archived_at, last_signed_in_at) on staff to doorstep_gate;
grant update (password_hash, last_signed_in_at) on staff to doorstep_gate;
grant select (org_id, id, number, kind, name, language, permissions, archived_at) on customers to doorstep_gate;
grant select (org_id, id, customer_id, first_name, last_name, email, phone, is_main, language, permissions, archived_at)
  on contacts to doorstep_gate;
grant select on contact_pins to doorstep_gate;
grant update (fails, fails_since) on contact_pins to doorstep_gate;
grant select, insert on known_devices to doorstep_gate;
grant select, insert, update on rate_limits to doorstep_gate;
grant insert on events to doorstep_gate;
