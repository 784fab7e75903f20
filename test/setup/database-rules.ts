/** What must hold in the catalogue, each rule as a query for whatever breaks it. */

type Rule = {
  readonly name: string;
  /** Rows with a column `found`. */
  readonly sql: string;
  /** Statements after which the rule must find something, so that a rule which has gone blind is noticed. */
  readonly planted: string;
};

const requestRoles = `('doorstep_gate', 'doorstep_portal', 'doorstep_staff', 'doorstep_system', 'doorstep_app')`;
const ours = `('public', 'app', 'doorstep_private')`;

/** Tables that hold rows of an org: everything in `public` with `org_id`, and the orgs themselves. */
const tenantTables = `(
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     and (c.relname = 'orgs' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)))`;

const orgColumn = (table: string) =>
  `(select attnum from pg_attribute where attrelid = ${table} and attname = 'org_id')`;

const leaky = 'create table leaky (id uuid primary key, org_id uuid not null references orgs (id), code text unique)';

export const databaseRules: readonly Rule[] = [
  {
    name: 'every table is of an org, except the list of migrations',
    sql: `select c.relname as found from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
             and c.relname <> 'schema_migrations' and c.oid not in (select oid from ${tenantTables} t)`,
    planted: 'create table stray (id int)',
  },
  {
    name: 'row-level security is enabled and forced on every table of an org, with a policy',
    sql: `select relname as found from ${tenantTables} t where not relrowsecurity or not relforcerowsecurity
              or not exists (select from pg_policy where polrelid = t.oid)`,
    planted: leaky,
  },
  {
    name: 'every key and unique index of an org’s table begins with org_id',
    sql: `select i.indexrelid::regclass as found from ${tenantTables} t join pg_index i on i.indrelid = t.oid
           where i.indisunique and t.relname <> 'orgs' and i.indkey[0] is distinct from ${orgColumn('t.oid')}`,
    planted: leaky,
  },
  {
    name: 'every foreign key between tables of an org carries org_id, so no row refers to another org’s',
    sql: `select k.conname as found from pg_constraint k join ${tenantTables} t on t.oid = k.conrelid join ${tenantTables} u on u.oid = k.confrelid
           where k.contype = 'f' and u.relname <> 'orgs' and not ${orgColumn('k.conrelid')} = any (k.conkey)`,
    planted: `create table loose (org_id uuid, id uuid, customer_id uuid, primary key (org_id, id));
              create unique index on customers (id); alter table loose add foreign key (customer_id) references customers (id)`,
  },
  {
    name: 'every policy is for named roles, never for everybody',
    sql: `select polname as found from pg_policy where 0 = any (polroles)`,
    planted: 'create policy open_to_all on jobs using (true)',
  },
  {
    name: 'a function that runs as its owner is in doorstep_private, with its search path pinned, and not for everybody',
    sql: `select p.oid::regprocedure as found from pg_proc p where p.prosecdef and (
            p.pronamespace <> 'doorstep_private'::regnamespace or p.proconfig is null
            or not exists (select from unnest(p.proconfig) c where c like 'search_path=pg_catalog%pg_temp')
            or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))
            and p.pronamespace::regnamespace::text <> 'graphile_worker'`,
    planted: `create function app.as_owner() returns int language sql security definer return 1`,
  },
  {
    name: 'no function of ours is leakproof: a wrong promise shows rows that the policies hide',
    sql: `select p.oid::regprocedure as found from pg_proc p where p.proleakproof and p.pronamespace::regnamespace::text in ${ours}`,
    planted: 'create function app.trusted() returns int language sql leakproof return 1',
  },
  {
    name: 'the roles of requests own nothing',
    sql: `select r.rolname || ' owns ' || pg_describe_object(d.classid, d.objid, d.objsubid) as found
            from pg_shdepend d join pg_roles r on r.oid = d.refobjid
           where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o' and r.rolname in ${requestRoles}
             and d.dbid = (select oid from pg_database where datname = current_database())`,
    planted: 'create table theirs (org_id uuid primary key); alter table theirs owner to doorstep_staff',
  },
  {
    name: 'the roles of requests bypass nothing, make nothing and inherit nothing',
    sql: `select rolname as found from pg_roles where rolname in ${requestRoles}
             and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)
          union all select m.member::regrole::text from pg_auth_members m
           where m.member::regrole::text in ${requestRoles} and m.inherit_option`,
    planted: '',
  },
  {
    name: 'the roles of requests may select, insert, update and delete, and nothing else',
    sql: `select c.relname || ': ' || a.privilege_type as found from pg_class c, aclexplode(c.relacl) a
           where c.relnamespace::regnamespace::text in ${ours} and c.relkind in ('r', 'p', 'v', 'm') and a.grantee <> c.relowner
             and (a.grantee = 0 or a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or a.is_grantable)`,
    planted: 'grant truncate on jobs to doorstep_staff',
  },
  {
    name: 'a view asks with the rights of who reads it',
    sql: `select relname as found from pg_class where relnamespace::regnamespace::text in ${ours} and (relkind = 'm'
              or (relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false)))`,
    planted: 'create view all_jobs as select * from jobs',
  },
];
