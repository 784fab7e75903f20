-- Every message that leaves the house is a row here, written in the transaction that wants it sent. A task sends it.
--
-- No secret is stored: texts stand here with tags ({{portal_link}}, {{sign_in_code}}) and what fills the tags is either
-- in `merge_values` or derived from the row that `secret_kind` and `secret_id` name, when the message is sent or shown.

create table deliveries (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  channel text not null check (channel in ('email', 'sms')),
  -- Which message it is: portal_link, sign_in, staff_reset, … The words are in the catalogue, not here.
  kind text not null check (kind ~ '^[a-z][a-z_]{0,39}$'),
  language text not null check (length(language) between 2 and 35),
  -- An e-mail address, or a phone number as E.164: where it goes, fixed when it is written.
  recipient text not null check (length(recipient) between 3 and 254),
  recipient_name text check (length(recipient_name) <= 200),
  customer_id uuid,
  contact_id uuid,
  job_id uuid,
  invoice_id uuid,
  staff_id uuid,
  queued_by_staff_id uuid,
  subject text check (length(subject) <= 500),
  -- Blocks of text with tags in them (platform/letters).
  blocks jsonb not null check (jsonb_typeof(blocks) = 'array' and length(blocks::text) <= 50000),
  merge_values jsonb not null default '{}' check (jsonb_typeof(merge_values) = 'object' and length(merge_values::text) <= 50000),
  secret_kind text check (secret_kind in ('link', 'sign_in', 'staff_link', 'pin')),
  secret_id uuid,
  -- The generation the secret had when the message was sent; a link refreshed later has another.
  secret_generation int check (secret_generation > 0),
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'held', 'failed', 'suppressed')),
  -- Why it is held, failed or suppressed: a key of the catalogue.
  reason text check (reason ~ '^[a-z-]+\.[a-z-]+$'),
  attempts int not null default 0 check (attempts between 0 and 1000),
  -- A try was cut off after the message was handed over: it may have arrived more than once.
  maybe_sent boolean not null default false,
  provider_answer text check (length(provider_answer) <= 300),
  claimed_at timestamptz,
  -- The next try is not before this.
  due_at timestamptz not null,
  -- After this the message is of no use any more and isn't sent.
  not_after timestamptz,
  queued_at timestamptz not null,
  sent_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, customer_id, contact_id) references contacts (org_id, customer_id, id),
  foreign key (org_id, job_id) references jobs (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id),
  foreign key (org_id, queued_by_staff_id) references staff (org_id, id),
  check ((channel = 'email') = (subject is not null)),
  check ((secret_kind is null) = (secret_id is null)),
  check (secret_generation is null or secret_id is not null),
  check (contact_id is null or customer_id is not null),
  check ((state = 'sent') = (sent_at is not null)),
  check (state <> 'sending' or claimed_at is not null),
  check ((state in ('failed', 'suppressed', 'held')) = (reason is not null))
);
create index deliveries_newest on deliveries (org_id, queued_at desc, id desc);
create index deliveries_by_state on deliveries (org_id, state, queued_at desc, id desc);
create index deliveries_by_channel on deliveries (org_id, channel, queued_at desc, id desc);
create index deliveries_of_customer on deliveries (org_id, customer_id, queued_at desc, id desc);
-- How many text messages a number got lately.
create index deliveries_to on deliveries (org_id, recipient, queued_at desc);

alter table deliveries enable row level security;
alter table deliveries force row level security;
create policy staff_of_org on deliveries to doorstep_staff using (org_id = app.org()) with check (org_id = app.org());
create policy system_of_org on deliveries to doorstep_system using (org_id = app.org()) with check (org_id = app.org());
-- What was said stays as it was said: only how it fared may change.
grant select, insert on deliveries to doorstep_staff, doorstep_system;
grant update (state, reason, attempts, maybe_sent, provider_answer, claimed_at, due_at, sent_at, secret_generation)
  on deliveries to doorstep_staff, doorstep_system;

insert into doorstep_private.task_names values ('send-delivery');
