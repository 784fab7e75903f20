-- Who may do what, the rest: older jobs hidden, access that ends on a day, colleagues who are invited by their own
-- people, rights given and taken in bulk, and the portal's menu.

-- ── Older jobs ──────────────────────────────────────────────────────────────────────────────────────────────────

-- Jobs older than so many months are not shown in the portal. Of the org, null: all are shown; of a customer, null: as
-- the org says, 0: all are shown.
alter table orgs add column jobs_shown_months int check (jobs_shown_months between 1 and 240);
alter table customers add column jobs_shown_months int check (jobs_shown_months between 0 and 240);
grant select (jobs_shown_months) on customers to doorstep_gate;

-- The first moment that still shows. Set by `inScope` as an ISO 8601 instant without punctuation.
create function app.jobs_since() returns timestamptz language sql stable
  return nullif(pg_catalog.current_setting('app.jobs_since', true), '')::timestamptz;

-- A job is as old as its window, else as the day it was done or came in. One that is still ahead or going on shows
-- however old it is. The org and customer come first, and by them the index finds the rows: this only narrows them.
alter policy portal_jobs on jobs
  using (org_id = app.org() and customer_id = app.customer()
    and case app.setting('jobs')
      when 'all' then true
      when 'own' then raised_by_contact_id = app.contact() or main_contact_id = app.contact()
      when 'one' then id = app.subject()
      else false end
    and case app.setting('sites')
      when 'chosen' then raised_by_contact_id = app.contact() or main_contact_id = app.contact() or exists (
        select from contact_sites cs where cs.org_id = jobs.org_id and cs.contact_id = app.contact() and cs.site_id = jobs.site_id)
      else true end
    and (app.jobs_since() is null
      or coalesce(starts_at, completed_at, created_at) >= app.jobs_since()
      or step not in ('completed', 'cancelled')
        and (ends_at is null or step in ('on_the_way', 'arrived', 'in_progress', 'paused'))));

-- ── Access that ends, and colleagues ────────────────────────────────────────────────────────────────────────────

alter table contacts
  -- The last day, in the org's zone, on which this contact may come in.
  add column access_ends_on date,
  -- The colleague who invited this contact, and when an invitation was last sent.
  add column invited_by_contact_id uuid,
  add column invited_at timestamptz,
  add foreign key (org_id, customer_id, invited_by_contact_id) references contacts (org_id, customer_id, id),
  add check (invited_by_contact_id <> id);
create index contacts_of_customer on contacts (org_id, customer_id);
grant select (access_ends_on) on contacts to doorstep_gate;

-- A customer's own admin sees its colleagues, and writes those that were invited: no other row, no other column, and no
-- right beyond its own. `inScope` says which rights those are:
--   app.colleagues  yes | (unset)
--   app.may_give    area.choice pairs that may be given, joined by +
--   app.must_set    areas that must be chosen, since what is inherited would be more than the admin's own
create function app.within_own(given jsonb) returns boolean language sql stable
  begin atomic
    select not exists (
        select from jsonb_each_text(given) as e
        where not (e.key || '.' || e.value = any (string_to_array(coalesce(app.setting('may_give'), ''), '+'))))
      and given ?& string_to_array(coalesce(app.setting('must_set'), ''), '+');
  end;

alter policy portal_contacts on contacts
  using (org_id = app.org() and customer_id = app.customer()
    and (app.setting('details') = 'yes' or app.setting('colleagues') = 'yes'));
create policy portal_invites on contacts for insert to doorstep_portal
  with check (org_id = app.org() and customer_id = app.customer() and app.setting('colleagues') = 'yes'
    and invited_by_contact_id = app.contact() and id <> app.contact() and not is_main and app.within_own(permissions));
create policy portal_colleagues on contacts for update to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and app.setting('colleagues') = 'yes'
    and invited_by_contact_id is not null and id <> app.contact() and not is_main and archived_at is null
    and app.within_own(permissions))
  with check (org_id = app.org() and customer_id = app.customer() and app.setting('colleagues') = 'yes'
    and invited_by_contact_id is not null and id <> app.contact() and not is_main and app.within_own(permissions));
grant select (permissions, access_ends_on, invited_by_contact_id, invited_at, created_at) on contacts to doorstep_portal;
grant insert (org_id, id, customer_id, first_name, last_name, position, email, phone, permissions, access_ends_on,
  invited_by_contact_id, invited_at, created_at, updated_at) on contacts to doorstep_portal;
grant update (permissions, access_ends_on, invited_at, updated_at) on contacts to doorstep_portal;

-- The sites of an invited colleague: those that the admin sees too.
create policy portal_colleague_sites on contact_sites for select to doorstep_portal
  using (org_id = app.org() and app.setting('colleagues') = 'yes' and exists (
    select from contacts p where p.org_id = contact_sites.org_id and p.id = contact_sites.contact_id));
create policy portal_give_site on contact_sites for insert to doorstep_portal
  with check (org_id = app.org() and app.setting('colleagues') = 'yes' and contact_id <> app.contact()
    and exists (select from contacts p where p.org_id = contact_sites.org_id and p.id = contact_sites.contact_id
      and p.invited_by_contact_id is not null));
create policy portal_take_site on contact_sites for delete to doorstep_portal
  using (org_id = app.org() and app.setting('colleagues') = 'yes' and contact_id <> app.contact()
    and exists (select from contacts p where p.org_id = contact_sites.org_id and p.id = contact_sites.contact_id
      and p.invited_by_contact_id is not null));
grant insert, delete on contact_sites to doorstep_portal;

-- The policy of sites asks which were chosen for the admin, so a policy here can't ask it back: PostgreSQL would go round
-- in a circle. A trigger asks as the admin, who finds its own sites and no others.
create function app.own_site_only() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if current_user = 'doorstep_portal'
    and not exists (select from sites s where s.org_id = new.org_id and s.id = new.site_id) then
    raise exception 'permission denied: only a site of one''s own may be given' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger own_site_only before insert on contact_sites for each row execute function app.own_site_only();

-- An invited colleague is found by name like any other contact.
create policy portal_colleague_words on search_terms for insert to doorstep_portal
  with check (org_id = app.org() and kind = 'customer' and subject_id = app.customer() and app.setting('colleagues') = 'yes');
grant insert on search_terms to doorstep_portal;

-- As in 0005, but a change that leaves the words as they are touches no word: the portal may change an invited
-- colleague's rights, and has no business with the words of search.
create or replace function app.index_contacts() returns trigger language plpgsql set search_path = pg_catalog, public as $$
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
end $$;

-- ── In bulk ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- One choice given to, or taken from, many customers or contacts at once.
create table bulk_grants (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  layer text not null check (layer in ('customer', 'contact')),
  area text not null check (area ~ '^[a-z][a-z_]{0,39}$'),
  -- Null: back to what the layer above says.
  choice text check (choice ~ '^[a-z][a-z_]{0,39}$'),
  state text not null default 'running' check (state in ('running', 'done', 'undoing', 'undone')),
  staff_id uuid not null,
  total int not null check (total between 1 and 20000),
  asked_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id),
  check ((state in ('done', 'undone')) = (finished_at is not null))
);
create index bulk_grants_newest on bulk_grants (org_id, asked_at desc, id desc);

-- Each customer or contact of it, with what it had chosen before: what undoing puts back.
create table bulk_grant_targets (
  org_id uuid not null,
  grant_id uuid not null,
  target_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'changed', 'same', 'gone', 'undone', 'left')),
  before_choice text check (before_choice ~ '^[a-z][a-z_]{0,39}$'),
  primary key (org_id, grant_id, target_id),
  foreign key (org_id, grant_id) references bulk_grants (org_id, id) on delete cascade
);
create index bulk_grant_targets_by_state on bulk_grant_targets (org_id, grant_id, state, target_id);

do $$
declare t text;
begin
  foreach t in array array['bulk_grants', 'bulk_grant_targets']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;
grant select, insert on bulk_grants, bulk_grant_targets to doorstep_staff, doorstep_system;
grant update (state, finished_at) on bulk_grants to doorstep_staff, doorstep_system;
grant update (state, before_choice) on bulk_grant_targets to doorstep_staff, doorstep_system;


insert into doorstep_private.task_names (name) values ('tell-colleague'), ('bulk-grant');

-- ── The menu ────────────────────────────────────────────────────────────────────────────────────────────────────

-- The portal's places in the org's order, with its own names for them and where each stands. Empty: as Doorstep has them.
alter table orgs add column portal_menu jsonb not null default '[]'
  check (jsonb_typeof(portal_menu) = 'array' and length(portal_menu::text) <= 8000);
