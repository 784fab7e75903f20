-- My details: a customer changes its own address, billing and people; a changed e-mail address or phone number counts
-- once it was confirmed there; and the office sees who changed what.

-- ── What was changed, before and after ──────────────────────────────────────────────────────────────────────────

-- Events name the fields; the values stand here, where an erasure can strike them.
create table detail_changes (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  -- The person whose detail it was; null for the customer's own.
  contact_id uuid,
  field text not null check (field ~ '^[a-z][a-z0-9_]{0,39}$'),
  old_value text check (length(old_value) <= 500),
  new_value text check (length(new_value) <= 500),
  actor_kind text not null check (actor_kind in ('contact', 'link', 'staff', 'system')),
  actor_id uuid,
  actor_name text check (length(actor_name) <= 200),
  changed_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, customer_id, contact_id) references contacts (org_id, customer_id, id),
  check (old_value is distinct from new_value)
);
create index detail_changes_of_customer on detail_changes (org_id, customer_id, changed_at desc, id desc);

-- ── A new e-mail address or phone number ────────────────────────────────────────────────────────────────────────

-- Waits for the one who reads there. The link to the new address, the PIN to the new number and the link that stops it,
-- which goes to where the person was reached before, are all derived from the id. One waits per person and channel.
create table reach_changes (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  contact_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  old_address text check (length(old_address) <= 254),
  new_address text not null,
  tries int not null default 0 check (tries between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  cancelled_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id, contact_id) references contacts (org_id, customer_id, id),
  check (case channel
    when 'email' then new_address = lower(new_address) and length(new_address) between 3 and 254
    else new_address ~ '^\+[1-9][0-9]{5,14}$' end),
  check (confirmed_at is null or cancelled_at is null)
);
create unique index reach_changes_one_open on reach_changes (org_id, contact_id, channel)
  where confirmed_at is null and cancelled_at is null;
create index reach_changes_by_id on reach_changes (id);
create index reach_changes_of_customer on reach_changes (org_id, customer_id, created_at desc);

-- How a person is told of answers; null: as the office tells everybody.
alter table contacts add column answers_by text check (answers_by in ('email', 'sms', 'none'));

do $$
declare t text;
begin
  foreach t in array array['detail_changes', 'reach_changes']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;
grant select, insert on detail_changes to doorstep_staff;
grant select, insert, update, delete on detail_changes to doorstep_system;
grant select on reach_changes to doorstep_staff;
grant update (cancelled_at) on reach_changes to doorstep_staff;
grant select, insert, update, delete on reach_changes to doorstep_system;

create policy gate_reach_change on reach_changes for select to doorstep_gate using (id = app.subject());
grant select (org_id, id, channel, expires_at, confirmed_at, cancelled_at) on reach_changes to doorstep_gate;

create policy portal_reach_changes on reach_changes for select to doorstep_portal
  using (org_id = app.org() and contact_id = app.contact() and app.setting('details') in ('yes', 'edit'));
grant select (org_id, id, contact_id, channel, new_address, tries, created_at, expires_at, confirmed_at, cancelled_at)
  on reach_changes to doorstep_portal;

-- ── What the portal may write ───────────────────────────────────────────────────────────────────────────────────

-- app.details  no | yes | edit
alter policy portal_customer on customers
  using (org_id = app.org() and id = app.customer() and app.setting('details') in ('yes', 'edit'));
alter policy portal_contacts on contacts
  using (org_id = app.org() and customer_id = app.customer()
    and (app.setting('details') in ('yes', 'edit') or app.setting('colleagues') = 'yes'));

create policy portal_own_customer on customers for update to doorstep_portal
  using (org_id = app.org() and id = app.customer() and archived_at is null and app.setting('details') = 'edit')
  with check (org_id = app.org() and id = app.customer() and archived_at is null and app.setting('details') = 'edit');
grant select (updated_at) on customers to doorstep_portal;
grant update (line1, line2, postcode, city, region, country, billing_name, billing_address, vat_id, language, updated_at)
  on customers to doorstep_portal;

create policy portal_own_contact on contacts for update to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and id = app.contact() and archived_at is null
    and app.setting('details') = 'edit')
  with check (org_id = app.org() and customer_id = app.customer() and id = app.contact() and archived_at is null
    and app.setting('details') = 'edit');
grant select (updated_at, answers_by) on contacts to doorstep_portal;
grant update (first_name, last_name, position, language, answers_by) on contacts to doorstep_portal;

-- Columns are granted to the role, not to a policy. A person has its own name and no right of its own to give; an admin
-- has its colleagues' rights and not their names.
create function app.portal_fields_only() returns trigger language plpgsql set search_path = pg_catalog, public as $$
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
end $$;
create trigger portal_fields_only before update on contacts for each row execute function app.portal_fields_only();

create policy portal_detail_changes on detail_changes for insert to doorstep_portal
  with check (org_id = app.org() and customer_id = app.customer() and app.setting('details') = 'edit'
    and (contact_id is null or contact_id = app.contact()) and actor_kind in ('contact', 'link'));
grant insert (org_id, id, customer_id, contact_id, field, old_value, new_value, actor_kind, actor_id, actor_name, changed_at)
  on detail_changes to doorstep_portal;

-- A changed name or street is found by its new words, and no longer by the old.
create policy portal_detail_words on search_terms for insert to doorstep_portal
  with check (org_id = app.org() and kind = 'customer' and subject_id = app.customer() and app.setting('details') = 'edit');
create policy portal_own_words on search_terms for select to doorstep_portal
  using (org_id = app.org() and kind = 'customer' and subject_id = app.customer() and app.setting('details') = 'edit');
create policy portal_drops_words on search_terms for delete to doorstep_portal
  using (org_id = app.org() and kind = 'customer' and subject_id = app.customer() and app.setting('details') = 'edit');
grant select (org_id, source_id), delete on search_terms to doorstep_portal;
