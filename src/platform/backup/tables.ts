import type { ClientBase } from 'pg';

/**
 * What is no part of a backup. Sessions and what leads to one are secrets of this moment and would let people in again who
 * were put out; counters of tries are worth nothing later; the list of migrations and of tasks is written by migrations;
 * the list of backups is about this machine. The queue of tasks is another schema's: see `afterRestore` in the commands.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'public.sessions',
  'public.sign_in_requests',
  'public.step_ups',
  'public.passkey_challenges',
  'public.rate_limits',
  'public.schema_migrations',
  'doorstep_private.task_names',
  'doorstep_private.backups',
]);

export type Table = { readonly name: string; readonly columns: readonly string[] };

const schemas = `('public', 'doorstep_private')`;
const ofExtension = (oid: string) =>
  `exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

/** Every table whose rows are kept, with the columns that hold something of their own. */
export async function tablesOf(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select n.nspname || '.' || c.relname as name,
           array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
                   and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ${schemas} and c.relkind = 'r' and not ${ofExtension('c.oid')} order by 1`);
  return rows.filter(({ name }) => !leftOut.has(name));
}

export async function sequencesOf(client: ClientBase) {
  const { rows } = await client.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ${schemas} and c.relkind = 'S' and not ${ofExtension('c.oid')} order by 1`);
  const found = [];
  for (const { name } of rows) {
    const at = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(client, name)}`,
    );
    for (const row of at.rows) found.push({ name, ...row });
  }
  return found;
}

/** Tables that are kept and refer to one that is not: their rows could not be put back. Empty, or a migration is wrong. */
export async function danglingReferences(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ from: string; to: string }>(`
    select n.nspname || '.' || c.relname as "from", m.nspname || '.' || r.relname as "to"
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_class r on r.oid = k.confrelid join pg_namespace m on m.oid = r.relnamespace
     where k.contype = 'f' and n.nspname in ${schemas} order by 1, 2`);
  return rows.filter(({ from, to }) => !leftOut.has(from) && leftOut.has(to)).map(({ from, to }) => `${from} → ${to}`);
}

export function quoted(client: ClientBase, name: string): string {
  return name
    .split('.')
    .map((part) => client.escapeIdentifier(part))
    .join('.');
}

export function quotedColumns(client: ClientBase, columns: readonly string[]): string {
  return columns.map((column) => client.escapeIdentifier(column)).join(', ');
}
