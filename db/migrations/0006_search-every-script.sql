-- Words are letters and digits of any script, not only of the Latin one: a customer called نور الدين or Ελένη is found by
-- name too. Case and kinds of letters are those of Unicode ("pg_c_utf8"), whatever the database's own collation is.
create or replace function app.words(variadic parts text[]) returns setof text language sql stable
  begin atomic
    select distinct left(w, 60)
    from unnest(parts) as part,
         regexp_split_to_table(lower(unaccent(coalesce(part, '')) collate pg_c_utf8), '[^[:alnum:]@.]+' collate pg_c_utf8) as w
    where w <> '' and w !~ '^[@.]+$';
  end;

-- What is there already gets the words it lacked. The owner of the tables sees no row while row-level security is forced.
do $$
declare t text;
begin
  foreach t in array array['search_terms', 'customers', 'contacts', 'sites', 'jobs', 'invoices'] loop
    execute format('alter table %I no force row level security', t);
  end loop;
  insert into search_terms (org_id, term, kind, subject_id, source_id)
    select c.org_id, w, 'customer', c.id, c.id from customers c, app.words(c.name, c.number, c.line1, c.postcode, c.city) w
      where concat(c.name, c.line1, c.city) ~ '[^ -~]'
    union select k.org_id, w, 'customer', k.customer_id, k.id from contacts k, app.words(k.first_name, k.last_name, k.email) w
      where k.archived_at is null and concat(k.first_name, k.last_name, k.email) ~ '[^ -~]'
    union select s.org_id, w, 'customer', s.customer_id, s.id from sites s, app.words(s.name, s.line1, s.postcode) w
      where s.customer_id is not null and concat(s.name, s.line1) ~ '[^ -~]'
    union select j.org_id, w, 'job', j.id, j.id from jobs j, app.words(j.number, j.title, j.customer_reference) w
      where concat(j.title, j.customer_reference) ~ '[^ -~]'
    union select i.org_id, w, 'invoice', i.id, i.id from invoices i, app.words(i.number, i.customer_reference) w
      where i.customer_reference ~ '[^ -~]'
    on conflict do nothing;
  foreach t in array array['search_terms', 'customers', 'contacts', 'sites', 'jobs', 'invoices'] loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
