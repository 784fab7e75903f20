-- Messages: threads between a customer and the office, with files, notes for the office alone, and who has read how far.
--
-- Messages of a thread are counted in `position`, under the thread's lock, so "read" is one number per reader and two
-- messages of the same moment keep their order. A thread about a job or invoice is seen by whoever sees that too.

-- The area was a plain yes or no without a page of its own; now it has the choices of its pages.
do $$
declare t text;
begin
  foreach t in array array['orgs', 'customers', 'contacts'] loop
    execute format('alter table %I no force row level security', t);
    execute format($q$update %I set permissions = permissions || jsonb_build_object('messages',
      case permissions ->> 'messages' when 'yes' then 'all' else 'none' end) where permissions ->> 'messages' in ('yes', 'no')$q$, t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

-- Whether and how a contact is told of an answer. Nothing is sent until the org says so.
alter table orgs
  add column answer_notice text not null default 'off'
    check (answer_notice in ('off', 'email', 'sms', 'email_else_sms', 'sms_else_email')),
  -- After a notice, the next one about the same thread is not before so many minutes.
  add column answer_notice_minutes int not null default 30 check (answer_notice_minutes between 1 and 1440);

create table threads (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  subject text check (length(subject) between 1 and 150),
  job_id uuid,
  invoice_id uuid,
  -- What it is about, as policies and lists ask for it.
  subject_kind text generated always as (case when job_id is not null then 'job' when invoice_id is not null then 'invoice' end) stored,
  subject_id uuid generated always as (coalesce(job_id, invoice_id)) stored,
  began_by text not null check (began_by in ('customer', 'office')),
  assigned_staff_id uuid,
  closed_at timestamptz,
  -- Positions: of the last message or note, of the office's last message, of the customer's, and as far as anybody who may
  -- answer has read.
  last_position int not null default 0 check (last_position >= 0),
  office_position int not null default 0,
  customer_position int not null default 0,
  staff_read_to int not null default 0,
  -- When the last message came; a note moves nothing.
  last_at timestamptz not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, customer_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, job_id) references jobs (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id),
  foreign key (org_id, assigned_staff_id) references staff (org_id, id),
  check (num_nonnulls(job_id, invoice_id) <= 1),
  check (greatest(office_position, customer_position, staff_read_to) <= last_position)
);
create index threads_of_customer on threads (org_id, customer_id, last_at desc, id desc);
create index threads_newest on threads (org_id, last_at desc, id desc);
create index threads_about on threads (org_id, subject_id, last_at desc) where subject_id is not null;
create index threads_of_staff on threads (org_id, assigned_staff_id, last_at desc) where assigned_staff_id is not null;
create index threads_unread on threads (org_id, last_at desc) where closed_at is null and customer_position > staff_read_to;

-- Contacts who take part: they began it, wrote in it, or the office wrote to them.
create table thread_contacts (
  org_id uuid not null,
  thread_id uuid not null,
  contact_id uuid not null,
  customer_id uuid not null,
  -- When this person was last told of an answer by e-mail or text message.
  told_at timestamptz,
  primary key (org_id, thread_id, contact_id),
  foreign key (org_id, customer_id, thread_id) references threads (org_id, customer_id, id) on delete cascade,
  foreign key (org_id, customer_id, contact_id) references contacts (org_id, customer_id, id)
);
create index thread_contacts_of_contact on thread_contacts (org_id, contact_id, thread_id);

-- How far each reader has read: a contact, the holder of a link without one, or a member of staff.
create table thread_reads (
  org_id uuid not null,
  thread_id uuid not null,
  reader_id uuid not null,
  reader_kind text not null check (reader_kind in ('contact', 'link', 'staff')),
  read_to int not null check (read_to >= 0),
  read_at timestamptz not null,
  primary key (org_id, thread_id, reader_id),
  foreign key (org_id, thread_id) references threads (org_id, id) on delete cascade
);
create index thread_reads_of_reader on thread_reads (org_id, reader_id, thread_id) include (read_to);

create table messages (
  org_id uuid not null,
  -- Made from the form that sent it: what is sent twice is one message.
  id uuid not null,
  thread_id uuid not null,
  position int not null check (position > 0),
  side text not null check (side in ('customer', 'office')),
  -- A note: for the office alone, whatever else the customer may see.
  internal boolean not null default false,
  contact_id uuid,
  staff_id uuid,
  -- The writer as the customer reads it; null stands for the org.
  writer_name text check (length(writer_name) between 1 and 200),
  body text not null check (length(body) <= 5000),
  sent_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, thread_id, position),
  -- The wider key lets a file prove that it is as hidden as its message.
  unique (org_id, thread_id, id, internal),
  foreign key (org_id, thread_id) references threads (org_id, id) on delete cascade,
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, staff_id) references staff (org_id, id),
  check (not internal or side = 'office'),
  check ((side = 'office') = (staff_id is not null)),
  check (side = 'customer' or contact_id is null)
);

create table message_files (
  org_id uuid not null,
  id uuid not null default uuidv7(),
  thread_id uuid not null,
  message_id uuid not null,
  internal boolean not null,
  customer_id uuid not null,
  position int not null check (position between 1 and 10),
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  bytes int not null check (bytes between 1 and 26214400),
  width int check (width between 1 and 4000),
  height int check (height between 1 and 4000),
  -- Random names in the store of files, and the only way to them.
  store_key text not null check (store_key ~ '^[0-9a-f]{32}$'),
  thumb_key text check (thumb_key ~ '^[0-9a-f]{32}$'),
  primary key (org_id, id),
  unique (org_id, message_id, position),
  foreign key (org_id, thread_id, message_id, internal) references messages (org_id, thread_id, id, internal) on delete cascade,
  foreign key (org_id, customer_id, thread_id) references threads (org_id, customer_id, id),
  check ((type = 'application/pdf') = (thumb_key is null)),
  check (num_nonnulls(width, height, thumb_key) in (0, 3))
);
create index message_files_of_customer on message_files (org_id, customer_id) include (bytes);
create index message_files_of_thread on message_files (org_id, thread_id);

-- Names in the store that an upload under way may have used. The row goes when its message is written; what is left an
-- hour later was cut off, and a task removes files and row.
create table uploads (
  org_id uuid not null references orgs (id),
  id uuid not null,
  customer_id uuid,
  store_keys text[] not null check (cardinality(store_keys) between 1 and 100),
  begun_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id)
);

create table saved_replies (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 80),
  body text not null check (length(body) between 1 and 5000),
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index saved_replies_by_name on saved_replies (org_id, lower(name));

-- ── Search: what a thread is called and what was written in it (0018 lets these words in) ───────────────────────

create function app.index_threads() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'thread', f.id, f.id from fresh f cross join lateral app.words(f.subject) as w on conflict do nothing;
  return null;
end $$;
create function app.index_messages() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'thread', f.thread_id, f.id from fresh f cross join lateral app.words(f.body) as w on conflict do nothing;
  return null;
end $$;
create trigger index_new_words after insert on threads referencing new table as fresh
  for each statement execute function app.index_threads();
create trigger index_new_words after insert on messages referencing new table as fresh
  for each statement execute function app.index_messages();

-- ── Live: whoever looks on is told that something changed, never what ───────────────────────────────────────────
-- A change of rights ends the open streams it concerns, which then have to come in by the door again. Told by trigger,
-- so that no action, import or later feature can forget it.

create function app.tell_access() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare org uuid; who uuid;
begin
  -- A record has only its own table's columns, so each is named in a branch of its own.
  if tg_table_name = 'orgs' then
    org := new.id;
  elsif tg_table_name in ('contacts', 'links') then
    org := new.org_id;
    who := new.customer_id;
  else
    org := new.org_id;
    who := new.id;
  end if;
  perform pg_notify('doorstep_live', concat_ws(' ', 'access', org, who));
  return null;
end $$;
create trigger tell_access after update on orgs for each row
  when ((old.permissions, old.portal_open, old.jobs_shown_months) is distinct from (new.permissions, new.portal_open, new.jobs_shown_months))
  execute function app.tell_access();
create trigger tell_access after update on customers for each row
  when ((old.permissions, old.archived_at, old.jobs_shown_months) is distinct from (new.permissions, new.archived_at, new.jobs_shown_months))
  execute function app.tell_access();
create trigger tell_access after update on contacts for each row
  when ((old.permissions, old.archived_at, old.access_ends_on) is distinct from (new.permissions, new.archived_at, new.access_ends_on))
  execute function app.tell_access();
create trigger tell_access after update on links for each row
  when ((old.generation, old.disabled_at) is distinct from (new.generation, new.disabled_at)) execute function app.tell_access();
create trigger tell_access after update on staff for each row
  when ((old.role, old.archived_at) is distinct from (new.role, new.archived_at)) execute function app.tell_access();
create trigger tell_access after update on sessions for each row
  when (old.ended_at is distinct from new.ended_at) execute function app.tell_access();

-- ── Rows: who sees what ─────────────────────────────────────────────────────────────────────────────────────────

do $$
declare t text;
begin
  foreach t in array array['threads', 'thread_contacts', 'thread_reads', 'messages', 'message_files', 'uploads', 'saved_replies']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;

grant select, insert, update on threads, thread_contacts, thread_reads to doorstep_staff, doorstep_system;
-- What was written stays as it was written.
grant select, insert on messages, message_files to doorstep_staff, doorstep_system;
grant select, insert, delete on uploads to doorstep_staff, doorstep_system;
grant select, insert, update, delete on saved_replies to doorstep_staff, doorstep_system;

-- The portal. Two more settings of `inScope`:
--   app.messages  all | own | one | none   (one: threads about the job or invoice in app.subject)
--   app.reader    the contact, or the link of a visitor without one
create policy portal_threads on threads for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer()
    and case app.setting('messages')
      when 'all' then true
      when 'own' then exists (
        select from thread_contacts p where p.org_id = threads.org_id and p.thread_id = threads.id and p.contact_id = app.contact())
      when 'one' then subject_id = app.subject()
      else false end
    and (job_id is null or exists (select from jobs j where j.org_id = threads.org_id and j.id = threads.job_id))
    and (invoice_id is null or exists (select from invoices i where i.org_id = threads.org_id and i.id = threads.invoice_id)));
create policy portal_begins on threads for insert to doorstep_portal
  with check (org_id = app.org() and customer_id = app.customer() and began_by = 'customer' and assigned_staff_id is null
    and case app.setting('messages') when 'all' then true when 'own' then true when 'one' then coalesce(job_id, invoice_id) = app.subject()
      else false end
    and (job_id is null or exists (select from jobs j where j.org_id = threads.org_id and j.id = threads.job_id))
    and (invoice_id is null or exists (select from invoices i where i.org_id = threads.org_id and i.id = threads.invoice_id)));
-- Writing moves the thread on and opens it again; which columns, the grant says.
create policy portal_writes on threads for update to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer()) with check (org_id = app.org() and customer_id = app.customer());

create policy portal_taking_part on thread_contacts for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and contact_id = app.contact());
create policy portal_takes_part on thread_contacts for insert to doorstep_portal
  with check (org_id = app.org() and customer_id = app.customer() and contact_id = app.contact());

create policy portal_reads on thread_reads to doorstep_portal
  using (org_id = app.org() and reader_id = app.setting('reader')::uuid)
  with check (org_id = app.org() and reader_id = app.setting('reader')::uuid and reader_kind <> 'staff');

create policy portal_messages on messages for select to doorstep_portal
  using (org_id = app.org() and exists (
    select from threads t where t.org_id = messages.org_id and t.id = messages.thread_id));
-- Notes are never the portal's, whatever any other policy says.
create policy portal_no_notes on messages as restrictive for select to doorstep_portal using (not internal);
create policy portal_sends on messages for insert to doorstep_portal
  with check (org_id = app.org() and side = 'customer' and not internal and contact_id is not distinct from app.contact()
    and exists (select from threads t where t.org_id = messages.org_id and t.id = messages.thread_id));

create policy portal_files on message_files for select to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer() and exists (
    select from threads t where t.org_id = message_files.org_id and t.id = message_files.thread_id));
create policy portal_no_files_of_notes on message_files as restrictive for select to doorstep_portal using (not internal);
create policy portal_attaches on message_files for insert to doorstep_portal
  with check (org_id = app.org() and customer_id = app.customer() and not internal and exists (
    select from messages m where m.org_id = message_files.org_id and m.id = message_files.message_id and m.side = 'customer'));

create policy portal_uploads on uploads to doorstep_portal
  using (org_id = app.org() and customer_id = app.customer()) with check (org_id = app.org() and customer_id = app.customer());
-- Words of what the portal writes; it reads none.
create policy portal_words on search_terms for insert to doorstep_portal with check (org_id = app.org() and kind = 'thread');

grant select (org_id, id, customer_id, subject, job_id, invoice_id, subject_kind, subject_id, began_by, closed_at, last_position,
  office_position, customer_position, last_at, created_at) on threads to doorstep_portal;
grant insert on threads, thread_contacts, messages, message_files to doorstep_portal;
grant update (closed_at, last_position, customer_position, last_at) on threads to doorstep_portal;
grant select (org_id, thread_id, contact_id, customer_id) on thread_contacts to doorstep_portal;
grant select, insert on thread_reads to doorstep_portal;
grant update (read_to, read_at) on thread_reads to doorstep_portal;
grant select (org_id, id, thread_id, position, side, internal, contact_id, writer_name, body, sent_at) on messages to doorstep_portal;
grant select on message_files to doorstep_portal;
grant select, insert, delete on uploads to doorstep_portal;
grant insert on search_terms to doorstep_portal;

insert into doorstep_private.task_names (name) values ('tell-of-answer'), ('sweep-upload');
