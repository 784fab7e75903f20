-- What was erased carries a mark of no language, ␡, for which pages show the reader's word.
alter table customers no force row level security;
alter table sites no force row level security;
alter table jobs no force row level security;
alter table contacts no force row level security;
alter table messages no force row level security;
alter table detail_changes no force row level security;
-- Their triggers write it.
alter table search_terms no force row level security;
update customers set name = '␡' where name = 'Erased' and erased_at is not null;
update sites s set name = '␡' from customers c
 where s.name = 'Erased' and c.org_id = s.org_id and c.id = s.customer_id and c.erased_at is not null;
update jobs j set title = '␡' from customers c
 where j.title = 'Erased' and c.org_id = j.org_id and c.id = j.customer_id
   and (c.erased_at is not null
     or exists (select from contacts p
                 where p.org_id = j.org_id and p.id in (j.raised_by_contact_id, j.main_contact_id) and p.erased_at is not null));
update messages m set body = '␡' from contacts p
 where m.body = 'Erased' and p.org_id = m.org_id and p.id = m.contact_id and p.erased_at is not null;
update detail_changes d set actor_name = '␡' from contacts p
 where d.actor_name = 'Erased' and p.org_id = d.org_id and p.id = d.actor_id and p.erased_at is not null;
alter table customers force row level security;
alter table sites force row level security;
alter table jobs force row level security;
alter table contacts force row level security;
alter table messages force row level security;
alter table detail_changes force row level security;
alter table search_terms force row level security;
