-- The office's tools: what follows from events, notices to staff, saved filters, chosen columns, taking back, faster
-- search and names in an order that an index can give.

-- ── Once only ───────────────────────────────────────────────────────────────────────────────────────────────────
-- A task runs at least once. What it did for whom is written here in the same transaction, so a second run finds it
-- done: `<event> <reaction>`, or `<day> overdue`.
create table done_once (
  org_id uuid not null references orgs (id),
  key text not null check (length(key) between 1 and 120),
  done_at timestamptz not null,
  primary key (org_id, key)
);
create index done_once_old on done_once (org_id, done_at);

-- ── Notices to staff ────────────────────────────────────────────────────────────────────────────────────────────
create table staff_notices (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  staff_id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z_]{0,39}$'),
  -- Unread notices of one group are one line that counts: "3 messages from Priya Raman".
  group_key text not null check (length(group_key) between 1 and 120),
  customer_id uuid,
  subject_kind text check (length(subject_kind) <= 40),
  subject_id uuid,
  times int not null default 1 check (times > 0),
  -- What the sentence names: numbers and names as they were.
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object' and length(data::text) <= 4000),
  first_at timestamptz not null,
  last_at timestamptz not null,
  read_at timestamptz,
  -- When the daily summary told it.
  summed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  check ((subject_kind is null) = (subject_id is null))
);
create unique index staff_notices_unread on staff_notices (org_id, staff_id, group_key) where read_at is null;
create index staff_notices_newest on staff_notices (org_id, staff_id, last_at desc, id desc);
create index staff_notices_old on staff_notices (org_id, last_at);

-- How a member of staff wants to hear of a kind; without a row, in the office.
create table notice_choices (
  org_id uuid not null,
  staff_id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z_]{0,39}$'),
  choice text not null check (choice in ('office', 'email', 'daily', 'none')),
  primary key (org_id, staff_id, kind),
  foreign key (org_id, staff_id) references staff (org_id, id)
);

-- ── Lists as people like them ───────────────────────────────────────────────────────────────────────────────────
create table saved_filters (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  list text not null check (list ~ '^[a-z][a-z_-]{0,39}$'),
  name text not null check (length(name) between 1 and 40),
  -- The part of the address behind the question mark; '' is the list as it opens.
  query text not null check (length(query) <= 1000),
  -- Whose it is; null when the whole team has it.
  staff_id uuid,
  created_by_staff_id uuid,
  position int not null default 0 check (position between 0 and 1000),
  created_at timestamptz not null,
  -- Removed, and to be had back for a while.
  removed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id),
  foreign key (org_id, created_by_staff_id) references staff (org_id, id)
);
create index saved_filters_of_list on saved_filters (org_id, list, position, id) where removed_at is null;

create table chosen_columns (
  org_id uuid not null,
  staff_id uuid not null,
  list text not null check (list ~ '^[a-z][a-z_-]{0,39}$'),
  columns text[] not null check (cardinality(columns) <= 40),
  primary key (org_id, staff_id, list),
  foreign key (org_id, staff_id) references staff (org_id, id)
);

-- ── Taking back ─────────────────────────────────────────────────────────────────────────────────────────────────
-- What somebody just did and may take back: which deed, and what it needs to know. Only who did it may.
create table undo_offers (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  staff_id uuid not null,
  deed text not null check (deed ~ '^[a-z]+(-[a-z]+)*$' and length(deed) <= 40),
  data jsonb not null check (jsonb_typeof(data) = 'object' and length(data::text) <= 100000),
  offered_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id)
);
create index undo_offers_old on undo_offers (org_id, offered_at);

do $$
declare t text;
begin
  foreach t in array array['done_once', 'staff_notices', 'notice_choices', 'saved_filters', 'chosen_columns', 'undo_offers']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;
grant select, insert, delete on done_once to doorstep_system;
grant select, insert, update, delete on staff_notices to doorstep_staff, doorstep_system;
grant select, insert, update, delete on notice_choices, saved_filters, chosen_columns, undo_offers to doorstep_staff, doorstep_system;

insert into doorstep_private.task_names (name) values ('react');

-- ── What the home page asks ─────────────────────────────────────────────────────────────────────────────────────
-- Sessions in which a person did something, by when: the plots read this alone, never the table.
create index sessions_by_deed on sessions (org_id, human_at) include (customer_id, contact_id, link_id)
  where kind = 'portal' and human_at is not null;
create index contact_pins_dead on contact_pins (org_id, fails_since) where fails >= 5;
create index payments_cleared on payments (org_id, received_on) include (amount_minor, currency) where state = 'cleared';
create index links_asked on links (org_id, renewal_asked_at) where renewal_asked_at is not null and disabled_at is null;

-- ── Names in order ──────────────────────────────────────────────────────────────────────────────────────────────
-- `lower(name)` in an index is of no use underneath row-level security: `lower` is not leakproof. A column is. Folded, so
-- that Ärzte stands before Zander; ordered by bytes, so that it is the same on every machine.
create function app.folded(name text) returns text language sql stable
  return left(lower(unaccent(name) collate pg_c_utf8), 200) collate "C";
create function app.fold_name() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin new.name_folded := app.folded(new.name); return new; end $$;

alter table customers add column name_folded text collate "C" not null default '';
alter table sites add column name_folded text collate "C" not null default '';
alter table customers no force row level security;
alter table sites no force row level security;
update customers set name_folded = app.folded(name);
update sites set name_folded = app.folded(name);
alter table customers force row level security;
alter table sites force row level security;
create trigger fold_name before insert or update of name on customers for each row execute function app.fold_name();
create trigger fold_name before insert or update of name on sites for each row execute function app.fold_name();
drop index customers_by_name;
drop index sites_by_name;
create index customers_by_name on customers (org_id, name_folded, id) where archived_at is null;
create index customers_archived_by_name on customers (org_id, name_folded, id) where archived_at is not null;
create index sites_by_name on sites (org_id, name_folded, id) where archived_at is null;
create index sites_archived_by_name on sites (org_id, name_folded, id) where archived_at is not null;

-- ── Search that stays quick ─────────────────────────────────────────────────────────────────────────────────────
-- Kind before term: the words of jobs may not stand in the way of looking among customers. And the terms of one customer,
-- whoever they come from, to ask of a candidate whether it has the other words too.
alter table search_terms drop constraint search_terms_pkey;
alter table search_terms add primary key (org_id, kind, term, subject_id, source_id);
create index search_terms_of_customer on search_terms (org_id, subject_id, term) where kind = 'customer';
