-- A thread has its subject's words and those of all its messages: whether it has one more is asked of the thread.
create index search_terms_of_thread on search_terms (org_id, subject_id, term) where kind = 'thread';
