import type { ClientBase } from 'pg';
import { Explained, errorCode } from '../explained.ts';

/** The login of every Doorstep process. By itself it may do nothing: each transaction takes on one of the roles below. */
export const appLogin = 'doorstep_app';
/** Owns every table and runs migrations. Nobody logs in as it. */
export const ownerRole = 'doorstep_owner';
/** Owns graphile-worker's schema; the task runner and `doorstep_private.add_task` work as it. */
export const tasksRole = 'doorstep_tasks';
/**
 * Reads every row of every org, for backups, by a policy on each table: no superuser is needed for making it, as BYPASSRLS
 * would need one. Nobody logs in as it, and the app login may not take it on, so no request ever can.
 */
export const backupRole = 'doorstep_backup';
/** What a request runs as. They own nothing and row-level security holds for them. */
export const requestRoles = ['doorstep_gate', 'doorstep_portal', 'doorstep_staff', 'doorstep_system'] as const;

const attributes = 'nosuperuser nocreatedb nocreaterole noreplication nobypassrls';

/**
 * Makes the roles and their memberships, and gives the app login its password. Roles belong to the whole server, so this
 * can meet itself running for another database: everything is made only where missing, and a clash is tried again.
 *
 * `admin` must be a superuser or have CREATEROLE and own the database. Throws `Explained` when it may not.
 */
export async function ensureRoles(admin: ClientBase, appPassword: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await makeRoles(admin, appPassword);
    } catch (error) {
      const code = errorCode(error);
      if (code === '42501')
        throw new Explained(
          'The admin login may not create roles: use one with CREATEROLE that owns the database, or a superuser.',
        );
      // Unique violation, duplicate object, "tuple concurrently updated", serialization failure.
      if (!['23505', '42710', 'XX000', '40001'].includes(code) || attempt === 5) throw error;
    }
  }
}

async function makeRoles(admin: ClientBase, appPassword: string): Promise<void> {
  const exists = new Set(
    (await admin.query<{ rolname: string }>('select rolname from pg_roles')).rows.map((row) => row.rolname),
  );
  const make = async (role: string, more: string) => {
    if (!exists.has(role)) await admin.query(`create role ${role} ${more} ${attributes}`);
  };
  await make(ownerRole, 'nologin noinherit');
  await make(tasksRole, 'nologin noinherit');
  await make(backupRole, 'nologin noinherit');
  // Citus opens its own connections as the request roles, so they may log in; without a password they can't from outside.
  for (const role of requestRoles) await make(role, 'login noinherit');
  await make(appLogin, 'login noinherit');
  await admin.query(`alter role ${appLogin} with login password ${admin.escapeLiteral(appPassword)}`);
  for (const role of [...requestRoles, tasksRole]) await ensureMember(admin, appLogin, role);
  for (const role of [tasksRole, backupRole]) await ensureMember(admin, ownerRole, role);
  const { rows } = await admin.query<{ me: string; is_superuser: boolean }>(
    'select current_user as me, rolsuper as is_superuser from pg_roles where rolname = current_user',
  );
  const me = rows[0];
  if (me !== undefined && !me.is_superuser) {
    for (const role of [ownerRole, tasksRole, backupRole]) await ensureMember(admin, me.me, role);
  }
}

async function ensureMember(admin: ClientBase, member: string, role: string): Promise<void> {
  const { rowCount } = await admin.query(
    `select from pg_auth_members where roleid = $1::regrole and member = $2::regrole and set_option`,
    [role, member],
  );
  if (rowCount === 0)
    await admin.query(`grant ${role} to ${admin.escapeIdentifier(member)} with inherit false, set true`);
}

/** Lets the roles into one database: the owner may build in it, everybody else only use what the owner grants. */
export async function ensureDatabaseAccess(admin: ClientBase): Promise<void> {
  const { rows } = await admin.query<{ name: string }>('select current_database() as name');
  const name = admin.escapeIdentifier(rows[0]?.name ?? '');
  const roles = [appLogin, tasksRole, backupRole, ...requestRoles].join(', ');
  await admin.query(`
    revoke all on database ${name} from public;
    grant connect on database ${name} to ${roles};
    grant create, connect on database ${name} to ${ownerRole};
    revoke all on schema public from public;
    grant usage, create on schema public to ${ownerRole};
    grant usage on schema public to ${roles};
  `);
}

/** What the backup's role may read: everything, in every table that there is after a migration. */
export async function ensureBackupRights(admin: ClientBase): Promise<void> {
  await admin.query(`
    set role ${ownerRole};
    grant select on all tables in schema public, doorstep_private to ${backupRole};
    grant select on all sequences in schema public, doorstep_private to ${backupRole};
    do $$
    declare t regclass;
    begin
      for t in select c.oid from pg_class c
        where c.relnamespace in ('public'::regnamespace, 'doorstep_private'::regnamespace)
          and c.relkind in ('r', 'p') and c.relrowsecurity
          and not exists (select from pg_policy where polrelid = c.oid and polname = 'backup_reads')
      loop
        execute format('create policy backup_reads on %s for select to ${backupRole} using (true)', t);
      end loop;
    end $$;
    reset role;
  `);
}
