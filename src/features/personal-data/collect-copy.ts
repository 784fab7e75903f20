import { sql } from 'kysely';
import { ZipFile } from 'yazl';
import { system } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { PersonalTable, Subject } from '../personal-parts/index.ts';

type Row = Readonly<Record<string, unknown>>;

/** Everything the database holds of them, by table, the way PostgreSQL writes it as JSON; secrets are left out. */
export async function collectRows(
  tx: Tx,
  tables: readonly PersonalTable[],
  of: Subject,
): Promise<Readonly<Record<string, readonly Row[]>>> {
  const found: Record<string, readonly Row[]> = {};
  for (const { table, about, secret = [], inCopy } of tables) {
    const condition = inCopy === false ? null : about(of);
    if (condition === null) continue;
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(t) - ${[...secret, 'org_id']}::text[] as row from ${sql.table(table)} t
       where t.org_id = ${of.orgId} and ${condition}`.execute(tx);
    if (rows.length > 0) found[table] = rows.map(({ row }) => row);
  }
  return found;
}

/**
 * The copy as a zip: `data.json` with every row, and the files in `files/`. The rows are read in one snapshot; the
 * files are read one after the other, as the zip is taken.
 */
export async function copyOf(
  services: Services,
  tables: readonly PersonalTable[],
  of: Subject,
  readMe: string,
): Promise<AsyncIterable<Uint8Array>> {
  const rows = await services.db.inReadScope(system(of.orgId, 'make-copy'), (tx) => collectRows(tx, tables, of));
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(readMe), 'README.txt');
  zip.addBuffer(Buffer.from(JSON.stringify(rows, null, 2)), 'data.json');
  for (const { key, name } of filesIn(tables, rows)) {
    // Opened when its turn comes: a copy of a thousand photos holds one file open.
    zip.addReadStreamLazy(`files/${name}`, (take) => take(null, services.files.open(key)));
  }
  zip.end();
  // Whatever goes wrong inside the zip would otherwise be an uncaught event.
  zip.on('error', (error: Error) => zip.outputStream.emit('error', error));
  return zip.outputStream as unknown as AsyncIterable<Uint8Array>;
}

function filesIn(tables: readonly PersonalTable[], rows: Readonly<Record<string, readonly Row[]>>) {
  const found = new Map<string, string>();
  for (const { table, files = [] } of tables)
    for (const row of rows[table] ?? [])
      for (const { key, name } of files) {
        const stored = row[key];
        // The key is unique, the name need not be.
        if (typeof stored === 'string') found.set(stored, `${stored.slice(0, 8)}-${safeName(row[name])}`);
      }
  return [...found].map(([key, name]) => ({ key, name }));
}

function safeName(name: unknown): string {
  return String(name ?? 'file')
    .replaceAll(/[^\p{L}\p{N} ._()-]+/gu, '_')
    .slice(0, 100);
}

/** The keys of files that hang on rows an erasure is about to strike. */
export async function fileKeys(tx: Tx, tables: readonly PersonalTable[], of: Subject): Promise<string[]> {
  const keys = new Set<string>();
  for (const { table, about, files = [], erase } of tables) {
    const condition = erase === 'keep' ? null : about(of);
    if (condition === null) continue;
    for (const { key } of files) {
      const { rows } = await sql<{ key: string | null }>`
        select t.${sql.ref(key)} as key from ${sql.table(table)} t where t.org_id = ${of.orgId} and ${condition}`.execute(
        tx,
      );
      for (const row of rows) if (row.key !== null) keys.add(row.key);
    }
  }
  return [...keys];
}
