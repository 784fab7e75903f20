-- Whether the visitor's customer has been billed under its present name or VAT ID. Not every visitor who may change details
-- sees invoices, so this answers yes or no and nothing else, inside the change itself. It runs as the role that reads
-- every row and is no login's.
grant create on schema doorstep_private to doorstep_backup;
grant usage on schema app to doorstep_backup;
create function doorstep_private.stands_on_invoice(detail text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.customers c
      join public.invoices i on i.org_id = c.org_id and i.customer_id = c.id
     where c.org_id = app.org() and c.id = app.customer() and i.state <> 'draft'
       and case detail
         when 'billing_name' then i.billing_name = c.billing_name
         when 'vat_id' then i.billing_vat_id = c.vat_id end)
$$;
alter function doorstep_private.stands_on_invoice owner to doorstep_backup;
revoke create on schema doorstep_private from doorstep_backup;
set local role doorstep_backup;
revoke all on function doorstep_private.stands_on_invoice from public;
grant execute on function doorstep_private.stands_on_invoice to doorstep_portal;
set local role doorstep_owner;
