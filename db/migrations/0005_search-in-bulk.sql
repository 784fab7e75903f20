-- The words of search are kept by statement instead of by row: an import writes a thousand rows with one statement, and
-- finding and writing their words one row at a time took nine tenths of its time.

drop trigger index_words on customers;
drop trigger index_words on contacts;
drop trigger index_words on sites;
drop trigger index_words on jobs;
drop trigger index_words on invoices;
drop function app.index_customer(), app.index_contact(), app.index_site(), app.index_job(), app.index_invoice();
drop function app.index_words(uuid, text, uuid, uuid, text[]);
drop function app.customer_words(customers), app.contact_words(contacts), app.site_words(sites), app.job_words(jobs),
  app.invoice_words(invoices);

-- A word's org is that of the row it comes from, which has its own foreign key, and the policies of this table hold it
-- to the org of the transaction. Asking once more for each of ten words took as long as writing them.
alter table search_terms drop constraint search_terms_org_id_fkey;

-- `fresh` and `stale` are the rows of the statement after and before it. Only rows whose words may have changed are
-- looked at again, so moving a job on costs nothing here. The words are taken from `fresh` itself: a join with the table
-- would be planned while an import has it empty and kept when it has a hundred thousand rows.
create function app.index_customers() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.name, f.number, f.line1, f.postcode, f.city) is distinct from (s.name, s.number, s.line1, s.postcode, s.city));
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'customer', f.id, f.id
    from fresh f cross join lateral app.words(f.name, f.number, f.line1, f.postcode, f.city, replace(f.postcode, ' ', '')) as w
    where f.id = any (changed) on conflict do nothing;
  return null;
end $$;

create function app.index_contacts() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.first_name, f.last_name, f.email, f.phone, f.archived_at, f.customer_id)
        is distinct from (s.first_name, s.last_name, s.email, s.phone, s.archived_at, s.customer_id));
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

create function app.index_sites() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.name, f.line1, f.postcode, f.customer_id) is distinct from (s.name, s.line1, s.postcode, s.customer_id));
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'customer', f.customer_id, f.id
    from fresh f cross join lateral app.words(f.name, f.line1, f.postcode, replace(f.postcode, ' ', '')) as w
    where f.id = any (changed) and f.customer_id is not null on conflict do nothing;
  return null;
end $$;

create function app.index_jobs() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.number, f.title, f.customer_reference) is distinct from (s.number, s.title, s.customer_reference));
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'job', f.id, f.id
    from fresh f cross join lateral app.words(f.number, f.title, f.customer_reference) as w
    where f.id = any (changed) on conflict do nothing;
  return null;
end $$;

create function app.index_invoices() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare changed uuid[];
begin
  if tg_op = 'INSERT' then
    changed := array(select id from fresh);
  else
    changed := array(select f.id from fresh f join stale s on s.org_id = f.org_id and s.id = f.id
      where (f.number, f.customer_reference) is distinct from (s.number, s.customer_reference));
    delete from search_terms t using fresh f where f.id = any (changed) and t.org_id = f.org_id and t.source_id = f.id;
  end if;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select f.org_id, w, 'invoice', f.id, f.id
    from fresh f cross join lateral app.words(f.number, f.customer_reference) as w
    where f.id = any (changed) on conflict do nothing;
  return null;
end $$;

do $$
declare t text;
begin
  foreach t in array array['customers', 'contacts', 'sites', 'jobs', 'invoices']
  loop
    execute format('create trigger index_new_words after insert on %I referencing new table as fresh for each statement execute function app.index_%s()', t, t);
    execute format('create trigger index_changed_words after update on %I referencing old table as stale new table as fresh for each statement execute function app.index_%s()', t, t);
  end loop;
end $$;
