import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { ImportRecord, StoredProblem } from './import.ts';
import type { OrgDefaults } from '../import-columns/index.ts';

type Insider = StaffActor | SystemActor;

/** How many imports the list shows at once. */
export const importsAPage = 50;

/** The org's imports, newest first; `before` is the id of the last one of the page before. */
export async function recentImports(tx: Tx, actor: Insider, before: string | null): Promise<ImportRecord[]> {
  return await tx
    .selectFrom('imports')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    // Ids are of version 7: their order is that of their making.
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(importsAPage + 1)
    .execute();
}

export async function findImport(tx: Tx, actor: Insider, id: string): Promise<ImportRecord | undefined> {
  return await tx
    .selectFrom('imports')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The import, locked until the transaction ends. */
export async function lockImport(tx: Tx, actor: Insider, id: string): Promise<ImportRecord | undefined> {
  return await tx
    .selectFrom('imports')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Bad rows in the order of the file, those behind row `after`. */
export async function problemsAfter(
  tx: Tx,
  actor: Insider,
  id: string,
  after: bigint,
  limit: number,
): Promise<StoredProblem[]> {
  const { rows } = await sql<StoredProblem>`
    select row_number, line_number, problems, cells from import_problems
    where org_id = ${actor.orgId} and import_id = ${id} and row_number > ${after}
    order by row_number limit ${limit}`.execute(tx);
  return rows;
}

export async function rememberedMapping(tx: Tx, actor: Insider, kind: string, headersHash: string) {
  return await tx
    .selectFrom('import_mappings')
    .select(['mapping', 'options'])
    .where('org_id', '=', actor.orgId)
    .where('kind', '=', kind)
    .where('headers_hash', '=', headersHash)
    .executeTakeFirst();
}

/** What the org's settings say about values that a file leaves open. */
export async function orgDefaults(tx: Tx, actor: Insider): Promise<OrgDefaults> {
  const org = await tx
    .selectFrom('orgs')
    .select(['country', 'currency', 'time_zone', 'payment_terms_days'])
    .where('id', '=', actor.orgId)
    .executeTakeFirstOrThrow();
  return {
    country: org.country,
    currency: org.currency,
    timeZone: org.time_zone,
    paymentTermsDays: org.payment_terms_days,
  };
}
