-- What the law on personal data asks for: a copy of everything that is held of a customer, erasure with a receipt, and
-- times after which things are no longer kept.

-- A copy or an erasure that was asked for, by the office or by the customer, and what became of it.
create table data_requests (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('copy', 'erasure')),
  -- asked: by the customer, nobody has decided. making, ready, gone: a copy. done: an erasure. failed: to be tried again.
  state text not null check (state in ('asked', 'making', 'ready', 'gone', 'done', 'refused', 'failed')),
  customer_id uuid not null,
  -- One person of the customer; null for the whole customer.
  contact_id uuid,
  asked_by_contact_id uuid,
  decided_by_staff_id uuid,
  asked_at timestamptz not null,
  decided_at timestamptz,
  file_key text check (file_key ~ '^[0-9a-f]{32}$'),
  file_bytes bigint check (file_bytes >= 0),
  ready_at timestamptz,
  expires_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, customer_id, contact_id) references contacts (org_id, customer_id, id),
  foreign key (org_id, customer_id, asked_by_contact_id) references contacts (org_id, customer_id, id),
  foreign key (org_id, decided_by_staff_id) references staff (org_id, id),
  check ((file_key is not null) = (kind = 'copy' and state = 'ready')),
  check (state <> 'ready' or (file_bytes is not null and ready_at is not null and expires_at is not null))
);
create index data_requests_of_customer on data_requests (org_id, customer_id, asked_at desc, id desc);
create index data_requests_by_state on data_requests (org_id, state, asked_at desc, id desc);
-- One of a kind at a time for each customer or person.
create unique index data_requests_one_open on data_requests (org_id, kind, customer_id, coalesce(contact_id, customer_id))
  where state in ('asked', 'making');

-- What was erased, of whom, by whom: ids and numbers only.
create table erasures (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  contact_id uuid,
  customer_number text not null check (length(customer_number) <= 32),
  -- Null when it was done by itself, after the time that archived customers are kept.
  erased_by_staff_id uuid,
  -- Rows by table: {"erased": {"contacts": 2}, "kept": {"invoices": 4}}.
  receipt jsonb not null check (jsonb_typeof(receipt) = 'object'),
  -- Until when the books are kept, by the org's setting on the day of the erasure.
  books_until date not null,
  erased_at timestamptz not null,
  -- When a restored backup had brought it back and it was erased again.
  repeated_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, erased_by_staff_id) references staff (org_id, id)
);
create index erasures_newest on erasures (org_id, erased_at desc, id desc);

alter table customers add column erased_at timestamptz, add check (erased_at is null or archived_at is not null);
alter table contacts add column erased_at timestamptz, add check (erased_at is null or archived_at is not null);

-- How long things are kept; null is for ever. Books are kept in any case as long as the law says.
-- An org without a row keeps as the defaults say.
create table retention (
  org_id uuid primary key references orgs (id),
  keep_messages_months int check (keep_messages_months between 1 and 240),
  keep_deliveries_months int check (keep_deliveries_months between 1 and 240),
  keep_log_names_months int check (keep_log_names_months between 6 and 240),
  keep_archived_months int check (keep_archived_months between 1 and 240),
  keep_imports_days int default 30 check (keep_imports_days between 1 and 3650),
  keep_books_years int not null default 10 check (keep_books_years between 1 and 30)
);

do $$
declare t text;
begin
  foreach t in array array['data_requests', 'erasures', 'retention'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;
grant select, insert, update on data_requests to doorstep_staff, doorstep_system;
grant select, insert, update on retention to doorstep_staff, doorstep_system;
grant select, insert on erasures to doorstep_staff, doorstep_system;
grant update (repeated_at) on erasures to doorstep_system;

-- A contact sees and makes its own requests.
create policy portal_requests on data_requests for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and asked_by_contact_id = app.contact());
create policy portal_asks on data_requests for insert to doorstep_portal
  with check (org_id = app.org() and customer_id = app.customer() and asked_by_contact_id = app.contact()
    and contact_id = app.contact() and state = 'asked' and file_key is null and decided_by_staff_id is null);
grant select (org_id, id, kind, state, customer_id, contact_id, asked_by_contact_id, asked_at, decided_at, file_key, file_bytes,
  ready_at, expires_at) on data_requests to doorstep_portal;
grant insert (org_id, kind, state, customer_id, contact_id, asked_by_contact_id, asked_at) on data_requests to doorstep_portal;

-- An erasure takes what people wrote out of rows that are otherwise never changed.
grant update (note) on job_events to doorstep_system;
grant delete on deliveries, threads, thread_contacts, thread_reads, messages, message_files to doorstep_system;
grant update (body, writer_name) on messages to doorstep_system;
grant delete on imports, import_problems to doorstep_system;

insert into doorstep_private.task_names (name) values ('make-copy'), ('finish-erasure');
