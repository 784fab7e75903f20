-- Files that a business brings along: what was uploaded, how its columns are read, how far the import is, and what was
-- wrong with which row.

create table imports (
  org_id uuid not null references orgs (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('customers', 'contacts', 'sites', 'jobs', 'invoices', 'payments')),
  -- mapping: columns are being chosen; checking: a dry run is under way; checked: ready to begin; running;
  -- done; refused: all-or-nothing with a bad row, nothing written; failed: stopped by the file or a fault.
  state text not null default 'mapping' check (state in
    ('mapping', 'checking', 'checked', 'running', 'done', 'refused', 'failed')),
  -- The key of the stored upload; null when there is none (command line) or it has been removed.
  file_key text check (file_key ~ '^[0-9a-f]{32}$'),
  file_name text not null check (length(file_name) between 1 and 120),
  file_bytes bigint not null check (file_bytes >= 0),
  encoding text not null check (length(encoding) <= 20),
  delimiter text not null check (delimiter in (',', ';', e'\t', '|')),
  -- 0 when the file has no row of column names.
  header_row int not null check (header_row between 0 and 1000),
  columns jsonb not null check (jsonb_typeof(columns) = 'array'),
  -- Field name → number of the column, from 0.
  mapping jsonb not null default '{}' check (jsonb_typeof(mapping) = 'object'),
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object'),
  skip_bad_rows boolean not null default false,
  -- The first rows as they would be written.
  preview jsonb not null default '[]' check (jsonb_typeof(preview) = 'array'),
  bytes_read bigint not null default 0 check (bytes_read >= 0),
  -- The last row of the file that is in the database for good: where an interrupted import goes on.
  last_row bigint not null default 0 check (last_row >= 0),
  rows_read bigint not null default 0 check (rows_read >= 0),
  rows_new bigint not null default 0 check (rows_new >= 0),
  rows_updated bigint not null default 0 check (rows_updated >= 0),
  rows_unchanged bigint not null default 0 check (rows_unchanged >= 0),
  rows_bad bigint not null default 0 check (rows_bad >= 0),
  -- Why it was refused or failed: a key of the catalogue and what fills it.
  reason text check (length(reason) <= 60),
  reason_values jsonb not null default '{}' check (jsonb_typeof(reason_values) = 'object'),
  created_by_staff_id uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  -- Moves while a run is alive; when it stands still the run has died.
  seen_alive_at timestamptz,
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, created_by_staff_id) references staff (org_id, id),
  check ((state in ('refused', 'failed')) = (reason is not null)),
  check (state not in ('done', 'refused', 'failed') or finished_at is not null)
);
create index imports_newest on imports (org_id, created_at desc, id desc);

-- A row that could not be taken: its cells as they were, and each thing that is wrong as {column, reason, values}.
create table import_problems (
  org_id uuid not null,
  import_id uuid not null,
  row_number bigint not null check (row_number > 0),
  line_number bigint not null check (line_number > 0),
  problems jsonb not null check (jsonb_typeof(problems) = 'array'),
  cells jsonb not null check (jsonb_typeof(cells) = 'array'),
  primary key (org_id, import_id, row_number),
  foreign key (org_id, import_id) references imports (org_id, id)
);

-- How the columns of files with these headers were read the last time.
create table import_mappings (
  org_id uuid not null references orgs (id),
  kind text not null check (kind in ('customers', 'contacts', 'sites', 'jobs', 'invoices', 'payments')),
  -- SHA-256 of the folded column names.
  headers_hash text not null check (headers_hash ~ '^[0-9a-f]{64}$'),
  mapping jsonb not null check (jsonb_typeof(mapping) = 'object'),
  options jsonb not null check (jsonb_typeof(options) = 'object'),
  updated_at timestamptz not null default now(),
  primary key (org_id, kind, headers_hash)
);

do $$
declare t text;
begin
  foreach t in array array['imports', 'import_problems', 'import_mappings']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy staff_of_org on %I to doorstep_staff using (org_id = app.org()) with check (org_id = app.org())', t);
    execute format('create policy system_of_org on %I to doorstep_system using (org_id = app.org()) with check (org_id = app.org())', t);
  end loop;
end $$;

grant select, insert, update, delete on imports, import_problems, import_mappings to doorstep_staff, doorstep_system;

insert into doorstep_private.task_names (name) values ('run-import');
