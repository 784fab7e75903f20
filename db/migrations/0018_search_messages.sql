-- Threads are found by what they are called and by what was written in them (0010), beside everything else that is found.
alter table search_terms drop constraint search_terms_kind_check;
alter table search_terms add constraint search_terms_kind_check
  check (kind in ('customer', 'job', 'invoice', 'credit_note', 'thread'));
