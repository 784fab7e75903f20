-- One million jobs and one million invoices over 100,000 customers in 10 orgs, as set-based inserts. Run by the
-- superuser with `session_replication_role = replica`, so that neither triggers nor foreign keys slow it down; the
-- search words are filled in afterwards by the same functions that the triggers use. The n-th row of each kind hangs on
-- customer (n mod customers), so every customer has ten of each.
-- :orgs, :customers, :jobs and :invoices are replaced by numbers.

set session_replication_role = replica;
set synchronous_commit = off;
set work_mem = '256MB';

create temporary table o as
  select n, uuidv7() as id, format('bench-%s', n) as slug from generate_series(0, :orgs - 1) as n;
insert into orgs (id, slug, name, time_zone, currency, country, phone, email, address, opening_hours, portal_open, permissions)
  select id, slug, 'Bench ' || n, 'Europe/London', 'GBP', 'GB', '+441632960142', 'hello@bench.example', '3 Fish Quay, Saltmouth',
         'Monday to Friday, 8 to 17', true,
         '{"portal":"yes","jobs":"view_all","invoices":"view","details":"view","sites":"all","messages":"all"}'
  from o;

create temporary table w as select k as n, o.id as org_id, uuidv7() as id from o, generate_series(0, 9) as k;
insert into staff (org_id, id, name, email, role, public_name)
  select org_id, id, 'Worker ' || n, format('worker%s@bench.example', n), 'owner', 'Worker ' || n from w;

create temporary table c as
  select k as n, o.id as org_id, uuidv7() as id, uuidv7() as contact_id, uuidv7() as site_id
  from generate_series(0, :customers - 1) as k join o on o.n = k % :orgs;
insert into customers (org_id, id, number, kind, name, line1, postcode, city, country)
  select org_id, id, (10000 + n)::text, 'person',
         (array['Priya','Owen','Ines','Rosemary','Aled','Vera','Marek','Zubair','Hilde','Jörg'])[1 + n % 10] || ' ' ||
         (array['Raman','Bright','Duarte','Tain','Pugh','Whitlock','Kowalski','Khan','Müller','Okafor','Lindqvist'])[1 + n / 10 % 11] || ' ' || n,
         n || ' Quay Terrace', 'SM' || n % 100 || ' ' || n % 9 || 'TR', 'Saltmouth', 'GB'
  from c;
insert into contacts (org_id, id, customer_id, first_name, last_name, email, phone, is_main)
  select org_id, contact_id, id, 'Priya', 'Raman ' || n, format('c%s@bench.example', n), '+4477' || lpad(n::text, 8, '0'), true from c;
insert into sites (org_id, id, customer_id, name, line1, postcode, city)
  select org_id, site_id, id, n || ' Quay Terrace', n || ' Quay Terrace', 'SM' || n % 100, 'Saltmouth' from c;

-- Two in ten jobs lie ahead.
insert into jobs (org_id, number, customer_id, site_id, title, description, step, starts_at, ends_at, assigned_staff_id, completed_at,
                  price_minor, currency, repeats)
  select c.org_id, (1000 + k)::text, c.id, c.site_id, case when k % 9973 = 0 then 'Weathervane cleaning' else 'Window cleaning' end, 'All outside windows (11), conservatory roof',
         case when k / :customers < 2 then 'dispatched' else 'completed' end, at, at + interval '4 hours', w.id,
         case when k / :customers < 2 then null else at + interval '1 hour' end, 4000, 'GBP', 'Every 4 weeks'
  from generate_series(0, :jobs - 1) as k
  join c on c.n = k % :customers
  join w on w.org_id = c.org_id and w.n = k % 10
  cross join lateral (select date_trunc('day', now()) + interval '8 hours' + (1 - k / :customers) * interval '28 days' + k % 20 * interval '1 day' as at) as t;
insert into job_events (org_id, job_id, kind, step, visible, happened_at)
  select j.org_id, j.id, 'step', s.step, true, j.starts_at - s.before
  from jobs j, (values ('received', interval '20 days'), ('dispatched', interval '1 day')) as s (step, before);

create temporary table i as
  select k as n, c.org_id, c.id as customer_id, uuidv7() as id, uuidv7() as payment_id, current_date - (k / :customers * 28)::int as day,
         k / :customers > 0 as paid
  from generate_series(0, :invoices - 1) as k join c on c.n = k % :customers;
insert into invoices (org_id, id, number, customer_id, state, issued_on, due_on, currency, net_minor, tax_minor, total_minor, paid_minor,
                      billing_name, billing_address)
  select org_id, id, (2000 + n)::text, customer_id, 'issued', day, day + 14, 'GBP', 4000, 800, 4800, case when paid then 4800 else 0 end,
         'Priya Raman', '14 Quay Terrace' from i;
insert into invoice_lines (org_id, invoice_id, position, description, unit_price_minor, tax_rate_bp, amount_minor)
  select org_id, id, p, case p when 1 then 'Window cleaning, outside' else 'Conservatory roof' end, 2000, 2000, 2000
  from i, generate_series(1, 2) as p;
insert into invoice_taxes (org_id, invoice_id, rate_bp, net_minor, tax_minor) select org_id, id, 2000, 4000, 800 from i;
insert into payments (org_id, id, customer_id, received_on, amount_minor, currency, method, idempotency_key)
  select org_id, payment_id, customer_id, day + 7, 4800, 'GBP', 'transfer', payment_id::text from i where paid;
insert into allocations (org_id, payment_id, invoice_id, amount_minor) select org_id, payment_id, id, 4800 from i where paid;
insert into ledger_entries (org_id, transaction_id, account, customer_id, invoice_id, amount_minor, currency, booked_on)
  select org_id, id, e.account, customer_id, id, e.amount, 'GBP', day
  from i, (values ('receivable', 4800), ('revenue', -4000), ('tax', -800)) as e (account, amount);
insert into ledger_entries (org_id, transaction_id, account, customer_id, payment_id, amount_minor, currency, booked_on)
  select org_id, payment_id, e.account, customer_id, payment_id, e.amount, 'GBP', day + 7
  from i, (values ('bank', 4800), ('receivable', -4800)) as e (account, amount) where paid;

-- One customer with a long history: 5,000 invoices, each paid, so a statement of 10,000 entries.
create temporary table big as select o.id as org_id, uuidv7() as id from o where n = 0;
insert into customers (org_id, id, number, kind, name, line1, postcode, city, country)
  select org_id, id, 'LONG', 'company', 'Harbour Housing', '1 Harbour Road', 'SM1 1AA', 'Saltmouth', 'GB' from big;
insert into contacts (org_id, id, customer_id, first_name, last_name, email, is_main)
  select org_id, uuidv7(), id, 'Vera', 'Harbour', 'long@bench.example', true from big;
create temporary table bi as
  select k as n, big.org_id, big.id as customer_id, uuidv7() as id, uuidv7() as payment_id, current_date - 60 - k / 2 as day
  from big, generate_series(0, 4999) as k;
insert into invoices (org_id, id, number, customer_id, state, issued_on, due_on, currency, net_minor, tax_minor, total_minor, paid_minor,
                      billing_name, billing_address)
  select org_id, id, 'L' || n, customer_id, 'issued', day, day + 14, 'GBP', 4000, 800, 4800, 4800, 'Harbour Housing', '1 Harbour Road' from bi;
insert into payments (org_id, id, customer_id, received_on, amount_minor, currency, method, reference, idempotency_key)
  select org_id, payment_id, customer_id, day + 7, 4800, 'GBP', 'transfer', 'Transfer ' || n, payment_id::text from bi;
insert into allocations (org_id, payment_id, invoice_id, amount_minor) select org_id, payment_id, id, 4800 from bi;
insert into ledger_entries (org_id, transaction_id, account, customer_id, invoice_id, amount_minor, currency, booked_on)
  select org_id, id, e.account, customer_id, id, e.amount, 'GBP', day
  from bi, (values ('receivable', 4800), ('revenue', -4000), ('tax', -800)) as e (account, amount);
insert into ledger_entries (org_id, transaction_id, account, customer_id, payment_id, amount_minor, currency, booked_on)
  select org_id, payment_id, e.account, customer_id, payment_id, e.amount, 'GBP', day + 7
  from bi, (values ('bank', 4800), ('receivable', -4800)) as e (account, amount);

-- Every customer has written once and was answered.
create temporary table th as
  select c.n, c.org_id, c.id as customer_id, c.contact_id, w.id as staff_id, uuidv7() as id, now() - c.n % 10000 * interval '10 minutes' as at
  from c join w on w.org_id = c.org_id and w.n = 0;
insert into threads (org_id, id, customer_id, subject, began_by, last_position, office_position, customer_position, staff_read_to, last_at, created_at)
  select org_id, id, customer_id, case when n % 997 = 0 then 'The weathervane' else 'Window cleaning' end, 'customer', 2, 2, 1, 2, at, at - interval '1 hour' from th;
insert into messages (org_id, id, thread_id, position, side, contact_id, staff_id, writer_name, body, sent_at)
  select org_id, uuidv7(), id, 1, 'customer', contact_id, null::uuid, 'Priya Raman', 'Could you come on another day ' || n || '?', at - interval '1 hour' from th
  union all
  select org_id, uuidv7(), id, 2, 'office', null, staff_id, 'Worker 0', 'Of course, we will come on Friday.', at from th;

-- What triggers would have kept.
update customers set name_folded = app.folded(name);
update sites set name_folded = app.folded(name);

insert into search_terms select c.org_id, t, 'customer', c.id, c.id
  from customers c, app.words(c.name, c.number, c.line1, c.postcode, c.city, replace(c.postcode, ' ', '')) as t on conflict do nothing;
insert into search_terms select p.org_id, t, 'customer', p.customer_id, p.id
  from contacts p, app.words(p.first_name, p.last_name, p.email) as t on conflict do nothing;
insert into search_terms select p.org_id, t, 'customer', p.customer_id, p.id
  from contacts p, app.phone_terms(p.phone) as t where t <> '' on conflict do nothing;
insert into search_terms select s.org_id, t, 'customer', s.customer_id, s.id
  from sites s, app.words(s.name, s.line1, s.postcode, replace(s.postcode, ' ', '')) as t on conflict do nothing;
insert into search_terms select j.org_id, t, 'job', j.id, j.id from jobs j, app.words(j.number, j.title) as t on conflict do nothing;
insert into search_terms select v.org_id, t, 'invoice', v.id, v.id from invoices v, app.words(v.number) as t on conflict do nothing;
insert into search_terms select h.org_id, t, 'thread', h.id, h.id from threads h, app.words(h.subject) as t on conflict do nothing;
insert into search_terms select m.org_id, t, 'thread', m.thread_id, m.id from messages m, app.words(m.body) as t on conflict do nothing;
