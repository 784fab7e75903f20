-- The staff door: passkeys, the second step, known devices, the history of signing in, and what an org asks of its office.
-- Passkeys serve both doors: each belongs to one member of staff or to one contact.

-- ── What an org asks ────────────────────────────────────────────────────────────────────────────────────────────

-- Everybody in the office needs a second step, or a passkey, to sign in.
alter table orgs add column staff_second_step boolean not null default false;

alter table sessions drop constraint sessions_began_by_check;
alter table sessions add constraint sessions_began_by_check check (began_by in
  ('link', 'sign_in_link', 'code', 'pin', 'password', 'totp', 'recovery_code', 'passkey', 'view_as'));
-- The org wants a second step of a member who has none yet: until one is set up, this session leads nowhere else.
alter table sessions add column second_step_due boolean not null default false;

-- ── Passkeys ────────────────────────────────────────────────────────────────────────────────────────────────────

create table passkeys (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  staff_id uuid,
  contact_id uuid,
  -- The authenticator's own id, base64url, and its SHA-256, which is short enough to be looked up by.
  credential_id text not null check (credential_id ~ '^[A-Za-z0-9_-]+$' and length(credential_id) <= 1400),
  credential_hash bytea not null check (length(credential_hash) = 32),
  public_key bytea not null check (length(public_key) between 1 and 8000),
  -- Rises with each use where the authenticator counts; one that falls is a copy.
  counter bigint not null default 0 check (counter between 0 and 4294967295),
  transports text[] not null default '{}' check (cardinality(transports) <= 10),
  -- Kept by the person's account with a maker of devices, and so on all of that person's devices.
  is_synced boolean not null default false,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (org_id, id),
  unique (org_id, credential_hash),
  foreign key (org_id, staff_id) references staff (org_id, id),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  check (num_nonnulls(staff_id, contact_id) = 1)
);
create index passkeys_of_staff on passkeys (org_id, staff_id) where staff_id is not null;
create index passkeys_of_contact on passkeys (org_id, contact_id) where contact_id is not null;

-- A question put to an authenticator: answered once, within minutes, by the browser or session it was put to. The
-- challenge itself is derived from the id. The nil org holds those of people whose org isn't known yet.
create table passkey_challenges (
  org_id uuid not null,
  id uuid not null,
  purpose text not null check (purpose in ('registration', 'sign_in', 'confirmation')),
  door text not null check (door in ('office', 'portal')),
  -- SHA-256 of the browser's secret or the session's id.
  holder_hash bytea not null check (length(holder_hash) = 32),
  -- Whom it is put to, where that is known. No foreign key: it is gone in minutes.
  owner_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (org_id, id),
  check ((purpose = 'sign_in') = (owner_id is null))
);
create index passkey_challenges_by_id on passkey_challenges (id);
create index passkey_challenges_expired on passkey_challenges (org_id, expires_at);

-- ── The second step ─────────────────────────────────────────────────────────────────────────────────────────────

create table staff_second_steps (
  org_id uuid not null,
  staff_id uuid not null,
  -- The TOTP secret, encrypted under a key that is not in the database.
  sealed_secret text not null check (length(sealed_secret) between 32 and 300),
  -- Null until a first code has shown that the app has the secret.
  confirmed_at timestamptz,
  -- The time step of the last code that was taken; none is taken twice.
  last_step bigint,
  fails int not null default 0,
  fails_since timestamptz,
  created_at timestamptz not null,
  primary key (org_id, staff_id),
  foreign key (org_id, staff_id) references staff (org_id, id)
);

create table staff_recovery_codes (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  staff_id uuid not null,
  -- HMAC of the code under a key that is not in the database.
  code_hash bytea not null check (length(code_hash) = 32),
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, staff_id, code_hash),
  foreign key (org_id, staff_id) references staff (org_id, id)
);

-- A password was right and the second step is still to come.
create table staff_sign_ins (
  org_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  browser_hash bytea not null check (length(browser_hash) = 32),
  tries int not null default 0,
  used_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id)
);
create index staff_sign_ins_by_id on staff_sign_ins (id);
create index staff_sign_ins_expired on staff_sign_ins (org_id, expires_at);

-- ── Devices and the history of signing in ───────────────────────────────────────────────────────────────────────

-- Browsers a member has signed in with. A new one is told to the member by e-mail.
create table staff_devices (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  staff_id uuid not null,
  secret_hash bytea not null check (length(secret_hash) = 32),
  label text check (length(label) <= 80),
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, staff_id, secret_hash),
  foreign key (org_id, staff_id) references staff (org_id, id)
);

-- Good tries and bad ones, kept for 90 days.
create table staff_tries (
  org_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  way text not null check (way in ('password', 'totp', 'recovery_code', 'passkey')),
  outcome text not null check (outcome in ('in', 'half', 'wrong', 'locked')),
  device text check (length(device) <= 80),
  -- The network the address belongs to (/24 or /48), never the address.
  network text check (length(network) <= 60),
  tried_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id)
);
create index staff_tries_newest on staff_tries (org_id, tried_at desc, id desc);
create index staff_tries_of_staff on staff_tries (org_id, staff_id, tried_at desc, id desc);

-- ── Rows: who sees what ─────────────────────────────────────────────────────────────────────────────────────────

do $$
declare t text;
begin
  foreach t in array array['passkeys', 'passkey_challenges', 'staff_second_steps', 'staff_recovery_codes', 'staff_sign_ins',
    'staff_devices', 'staff_tries']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;

grant select, insert, delete on passkeys to doorstep_staff, doorstep_system;
grant update (name) on passkeys to doorstep_staff;
grant select, insert, update, delete on staff_second_steps to doorstep_staff, doorstep_system;
grant select, insert, delete on staff_recovery_codes to doorstep_staff, doorstep_system;
grant select, delete on staff_devices to doorstep_staff;
grant select, insert, delete on staff_devices to doorstep_system;
grant select on staff_tries to doorstep_staff;
grant select, insert, delete on staff_tries to doorstep_system;
grant select, delete on staff_sign_ins, passkey_challenges to doorstep_system;

-- A contact sees and keeps its own passkeys.
create policy portal_passkeys on passkeys to doorstep_portal
  using (org_id = app.org() and contact_id = app.contact())
  with check (org_id = app.org() and contact_id = app.contact());
grant select, insert, delete on passkeys to doorstep_portal;
grant update (name) on passkeys to doorstep_portal;

-- The gate finds the passkey whose id an authenticator named, whether a member has one, and the one question it answers.
create policy gate_passkey on passkeys to doorstep_gate
  using (org_id = app.org() and (credential_hash = decode(app.setting('credential'), 'hex') or staff_id is not null))
  with check (org_id = app.org());
create policy gate_challenge on passkey_challenges to doorstep_gate
  using (id = app.subject()) with check (id = app.subject());
create policy gate_second_step on staff_second_steps to doorstep_gate
  using (org_id = app.org()) with check (org_id = app.org());
create policy gate_recovery on staff_recovery_codes to doorstep_gate
  using (org_id = app.org()) with check (org_id = app.org());
create policy gate_sign_in on staff_sign_ins to doorstep_gate
  using (id = app.subject()) with check (org_id = app.org() or id = app.subject());
create policy gate_devices on staff_devices to doorstep_gate
  using (org_id = app.org()) with check (org_id = app.org());
grant select on passkeys to doorstep_gate;
grant update (counter, is_synced, last_used_at) on passkeys to doorstep_gate;
grant select, insert, delete on passkey_challenges to doorstep_gate;
grant select on staff_second_steps to doorstep_gate;
grant update (last_step, fails, fails_since) on staff_second_steps to doorstep_gate;
grant select on staff_recovery_codes to doorstep_gate;
grant update (used_at) on staff_recovery_codes to doorstep_gate;
grant select, insert on staff_sign_ins to doorstep_gate;
grant update (tries, used_at) on staff_sign_ins to doorstep_gate;
grant select, insert on staff_devices to doorstep_gate;
grant update (last_seen_at) on staff_devices to doorstep_gate;

insert into doorstep_private.task_names (name) values ('note-staff-try'), ('tell-staff');
