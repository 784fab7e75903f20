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

-- ── Usernames and passwords ─────────────────────────────────────────────────────────────────────────────────────

-- Whether customers may sign in with a username and a password. Switched off, sessions that began so end.
alter table orgs add column passwords_on boolean not null default false;

-- A contact with a username. Without a password yet it is invited.
create table contact_logins (
  org_id uuid not null,
  contact_id uuid not null,
  -- Folded to lower case: Priya and priya are one.
  username text not null check (username ~ '^[a-z0-9][a-z0-9._-]{2,59}$'),
  password_hash text,
  password_set_at timestamptz,
  -- One that staff chose is known to somebody else, so its owner is asked to choose another.
  password_set_by text check (password_set_by in ('contact', 'staff')),
  invited_at timestamptz not null,
  invited_by_staff_id uuid,
  primary key (org_id, contact_id),
  unique (org_id, username),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, invited_by_staff_id) references staff (org_id, id),
  check (num_nulls(password_hash, password_set_at, password_set_by) in (0, 3))
);

-- The link with which a contact sets its password: derived from the id, used once. The newest ends those before it.
create table password_links (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  contact_id uuid not null,
  purpose text not null check (purpose in ('invitation', 'reset')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references contact_logins (org_id, contact_id) on delete cascade
);
create index password_links_by_id on password_links (id);
create index password_links_of_contact on password_links (org_id, contact_id);

-- ── A brake on guessing, and who tried what ─────────────────────────────────────────────────────────────────────

-- Too many wrong codes, PINs and passwords in one org, whoever's: until `ends_at` only the links in messages sign in.
-- The nil org holds the brake of the whole installation.
create table brakes (
  org_id uuid primary key,
  tripped_at timestamptz not null,
  ends_at timestamptz not null
);

-- Tries to sign in that hit a known contact, good and bad. Kept for 90 days.
create table contact_tries (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  contact_id uuid not null,
  way text not null check (way in ('sign_in_link', 'code', 'pin', 'password', 'passkey', 'step_up')),
  outcome text not null check (outcome in ('in', 'half', 'wrong')),
  device text check (length(device) <= 80),
  -- The network the address belongs to, never the address itself.
  network text check (length(network) <= 60),
  tried_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, customer_id, contact_id) references contacts (org_id, customer_id, id)
);
create index contact_tries_newest on contact_tries (org_id, tried_at desc, id desc);
create index contact_tries_of_customer on contact_tries (org_id, customer_id, tried_at desc, id desc);
create index contact_tries_of_contact on contact_tries (org_id, contact_id, tried_at desc, id desc);

-- A PIN or password may fit several contacts behind one address: then only these may be chosen.
alter table sign_in_requests add column contact_ids uuid[] not null default '{}' check (cardinality(contact_ids) <= 20);
alter table sign_in_requests drop constraint sign_in_requests_purpose_check;
alter table sign_in_requests add constraint sign_in_requests_purpose_check
  check (purpose in ('sign_in', 'device', 'pin', 'password'));

do $$
declare t text;
begin
  foreach t in array array['contact_logins', 'password_links', 'brakes', 'contact_tries']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
    if t <> 'brakes' then
      execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    end if;
  end loop;
end $$;
grant select, insert, update, delete on contact_logins, password_links to doorstep_staff, doorstep_system;
grant select on contact_tries to doorstep_staff;
grant select, insert, delete on contact_tries to doorstep_system;

create policy staff_reads on brakes for select to doorstep_staff
  using (org_id = app.org() or org_id = '00000000-0000-0000-0000-000000000000');
create policy gate_brakes on brakes to doorstep_gate
  using (org_id = coalesce(app.org(), '00000000-0000-0000-0000-000000000000') or org_id = '00000000-0000-0000-0000-000000000000')
  with check (org_id = coalesce(app.org(), '00000000-0000-0000-0000-000000000000'));
grant select on brakes to doorstep_staff, doorstep_system;
grant select, insert, update on brakes to doorstep_gate;

create policy gate_logins on contact_logins to doorstep_gate using (org_id = app.org()) with check (org_id = app.org());
create policy gate_password_links on password_links to doorstep_gate
  using (id = app.subject()) with check (id = app.subject());
create policy gate_tries on contact_tries for insert to doorstep_gate with check (org_id = app.org());
grant select on contact_logins to doorstep_gate;
grant select on password_links to doorstep_gate;
grant update (used_at) on password_links to doorstep_gate;
grant insert on contact_tries to doorstep_gate;

-- What a contact sees of its own ways in, and may end.
create policy portal_sessions on sessions to doorstep_portal
  using (org_id = app.org() and contact_id = app.contact() and kind = 'portal')
  with check (org_id = app.org() and contact_id = app.contact() and kind = 'portal');
create policy portal_devices on known_devices to doorstep_portal
  using (org_id = app.org() and contact_id = app.contact());
create policy portal_pins on contact_pins for select to doorstep_portal
  using (org_id = app.org() and contact_id = app.contact());
create policy portal_logins on contact_logins for select to doorstep_portal
  using (org_id = app.org() and contact_id = app.contact());
create policy portal_tries on contact_tries for select to doorstep_portal
  using (org_id = app.org() and contact_id = app.contact());
grant select (org_id, id, contact_id, kind, began_by, device, created_at, last_seen_at, human_at, expires_at, ended_at)
  on sessions to doorstep_portal;
grant update (ended_at) on sessions to doorstep_portal;
grant select (org_id, id, contact_id, label, proved_at), delete on known_devices to doorstep_portal;
grant select (org_id, contact_id, fails, set_at, set_by) on contact_pins to doorstep_portal;
grant select (org_id, contact_id, username, password_set_at, password_set_by) on contact_logins to doorstep_portal;
grant select on contact_tries to doorstep_portal;

insert into doorstep_private.task_names (name) values ('note-contact-tries'), ('send-password-link');
