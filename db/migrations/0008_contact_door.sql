-- How customers get in, the rest: step-up, usernames and passwords, devices, history, and a brake on guessing.

-- ── Step-up ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- What asks for a fresh PIN although somebody is signed in. An org may take actions off the list.
alter table orgs add column step_up_asks text[] not null
  default '{email,phone,password,invite,export,payment_data,cancel}'
  check (step_up_asks <@ '{email,phone,password,invite,export,payment_data,cancel}'::text[]);

-- A PIN sent to an address on file of a session's contact, to show who sits there. Derived from the id; the row counts
-- tries and marks use.
create table step_ups (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  session_id uuid not null,
  -- Whose address it went to: the contact itself, or the main contact when the session is of a customer's link.
  contact_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  tries int not null default 0 check (tries between 0 and 5),
  proved_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade,
  foreign key (org_id, contact_id) references contacts (org_id, id)
);
create index step_ups_of_session on step_ups (org_id, session_id, created_at desc);
create index step_ups_expired on step_ups (org_id, expires_at);

alter table step_ups enable row level security;
alter table step_ups force row level security;
create policy staff_of_org on step_ups to doorstep_staff using (org_id = app.org()) with check (org_id = app.org());
create policy system_of_org on step_ups to doorstep_system using (org_id = app.org()) with check (org_id = app.org());
grant select on step_ups to doorstep_staff;
grant select, insert, delete on step_ups to doorstep_system;
grant update (tries, proved_at) on step_ups to doorstep_system;

alter table deliveries drop constraint if exists deliveries_secret_kind_check;
alter table deliveries add constraint deliveries_secret_kind_check check (secret_kind ~ '^[a-z][a-z_]{0,39}$');
