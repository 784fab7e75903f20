import type { ClientBase } from 'pg';
import { quoted, type Table } from './tables.ts';

/**
 * Runs `work`, in a transaction as the tables' owner, without what stands in the way of writing rows as they were: forced
 * row-level security (COPY refuses under it), triggers (search words and checks of sums would be done twice) and foreign keys
 * (rows come table by table, and checking all of them at the end takes a fraction of the time). Everything is put back
 * afterwards; putting a foreign key back checks every row.
 */
export async function withoutRules<T>(
  client: ClientBase,
  tables: readonly Table[],
  work: () => Promise<T>,
): Promise<T> {
  const names = tables.map(({ name }) => name);
  const forced = await listed(
    client,
    `select c.oid::regclass as "table", '' as name, '' as definition from pg_class c
      where c.oid = any ($1::regclass[]) and c.relforcerowsecurity`,
    names,
  );
  const triggers = await listed(
    client,
    `select tgrelid::regclass as "table", quote_ident(tgname) as name, '' as definition from pg_trigger
      where tgrelid = any ($1::regclass[]) and not tgisinternal and tgenabled = 'O'`,
    names,
  );
  const keys = await listed(
    client,
    `select conrelid::regclass as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and conrelid = any ($1::regclass[]) order by conrelid, conname`,
    names,
  );
  await all(client, forced, ({ table }) => `alter table ${table} no force row level security`);
  await all(client, triggers, ({ table, name }) => `alter table ${table} disable trigger ${name}`);
  await all(client, keys, ({ table, name }) => `alter table ${table} drop constraint ${name}`);
  const result = await work();
  await all(client, keys, ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`);
  await all(client, triggers, ({ table, name }) => `alter table ${table} enable trigger ${name}`);
  await all(client, forced, ({ table }) => `alter table ${table} force row level security`);
  return result;
}

type Rule = { readonly table: string; readonly name: string; readonly definition: string };

async function listed(client: ClientBase, sql: string, names: readonly string[]): Promise<Rule[]> {
  // Names of tables that are plain need no quotes, and `regclass` writes those that do.
  return (await client.query<Rule>(sql, [names.map((name) => quoted(client, name))])).rows;
}

async function all(client: ClientBase, rules: readonly Rule[], statement: (rule: Rule) => string): Promise<void> {
  for (const rule of rules) await client.query(statement(rule));
}
