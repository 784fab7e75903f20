import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound, refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { customerBalance } from '../ledger/index.ts';
import { keptBy } from './kept.ts';
import { fileKeys } from './collect-copy.ts';
import type { PersonalTable, Subject } from '../personal-parts/index.ts';

/** What was done, by table, in rows. */
export interface Receipt {
  readonly erased: Readonly<Record<string, number>>;
  readonly kept: Readonly<Record<string, number>>;
}

export type EraseRefusal = 'personal.refused-erased' | 'personal.refused-balance' | 'personal.refused-open-jobs' | null;

/** Why a customer can't be erased yet, or null: what is owed and what is still to be done come first. */
export async function eraseRefusal(
  tx: Tx,
  actor: StaffActor | SystemActor,
  of: Subject & { readonly erased_at: Temporal.Instant | null },
): Promise<EraseRefusal> {
  if (of.erased_at !== null) return 'personal.refused-erased';
  if (of.contactId !== null) return null;
  const balances = await customerBalance(tx, actor, of.customerId);
  if (balances.length > 0) return 'personal.refused-balance';
  const open = await tx
    .selectFrom('jobs')
    .select('id')
    .where('org_id', '=', of.orgId)
    .where('customer_id', '=', of.customerId)
    .where('step', 'not in', ['completed', 'cancelled'])
    .limit(1)
    .executeTakeFirst();
  return open === undefined ? null : 'personal.refused-open-jobs';
}

/**
 * Takes a customer, or one person of it, out of everything that is not a book. `tx` must be of the background's role
 * (`system`): no other may write over what is kept of the past. What the law says must be kept stays, and is named on
 * the receipt. Returns the erasure's id.
 * @throws NotFound, Refused
 */
export async function erase(
  tx: Tx,
  by: StaffActor | SystemActor,
  tables: readonly PersonalTable[],
  of: Subject,
  now: Temporal.Instant,
): Promise<string> {
  const customer = await tx
    .selectFrom('customers')
    .select(['number', 'erased_at'])
    .where('org_id', '=', of.orgId)
    .where('id', '=', of.customerId)
    .forUpdate()
    .executeTakeFirst();
  if (!customer) throw new NotFound();
  const struck = of.contactId === null ? customer : await lockContact(tx, of, of.contactId);
  refuse(await eraseRefusal(tx, by, { ...of, erased_at: struck.erased_at }));
  return carryOut(tx, by, tables, { ...of, number: customer.number }, now);
}

/**
 * The same after a backup brought somebody back. Balances and jobs are not asked about again: they were settled when it
 * was decided, and the restored rows are older. False when they are not there, or erased as they are.
 */
export async function eraseOnceMore(
  tx: Tx,
  by: SystemActor,
  tables: readonly PersonalTable[],
  of: Subject,
  now: Temporal.Instant,
): Promise<boolean> {
  const held = await tx
    .selectFrom('customers as c')
    .leftJoin('contacts as p', (on) =>
      on.onRef('p.org_id', '=', 'c.org_id').onRef('p.customer_id', '=', 'c.id').on('p.id', '=', of.contactId),
    )
    .select(['c.number', 'c.erased_at as customer_erased', 'p.id as contact', 'p.erased_at as contact_erased'])
    .where('c.org_id', '=', of.orgId)
    .where('c.id', '=', of.customerId)
    .executeTakeFirst();
  if (held === undefined || held.customer_erased !== null) return false;
  if (of.contactId !== null && (held.contact === null || held.contact_erased !== null)) return false;
  const id = await carryOut(tx, by, tables, { ...of, number: held.number }, now);
  await tx
    .updateTable('erasures')
    .set({ repeated_at: now })
    .where('org_id', '=', of.orgId)
    .where('id', '=', id)
    .execute();
  return true;
}

async function carryOut(
  tx: Tx,
  by: StaffActor | SystemActor,
  tables: readonly PersonalTable[],
  of: Subject & { readonly number: string },
  now: Temporal.Instant,
): Promise<string> {
  const files = await fileKeys(tx, tables, of);
  const receipt = await strike(tx, tables, of);
  await markErased(tx, of, now);
  const id = await writeReceipt(tx, by, of, receipt, now);
  await record(tx, by, of.contactId === null ? 'customer.erased' : 'contact.erased', {
    now,
    customerId: of.customerId,
    subject: { kind: 'erasure', id },
    data: { number: of.number },
  });
  await finishLater(tx, of, id, files);
  return id;
}

async function writeReceipt(
  tx: Tx,
  by: StaffActor | SystemActor,
  of: Subject & { readonly number: string },
  receipt: Receipt,
  now: Temporal.Instant,
): Promise<string> {
  const org = await tx.selectFrom('orgs').select('time_zone').where('id', '=', of.orgId).executeTakeFirstOrThrow();
  const { keep_books_years } = await keptBy(tx, of.orgId);
  const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  const { id } = await tx
    .insertInto('erasures')
    .values({
      org_id: of.orgId,
      customer_id: of.customerId,
      contact_id: of.contactId,
      customer_number: of.number,
      erased_by_staff_id: by.kind === 'staff' ? by.staffId : null,
      receipt: JSON.stringify(receipt),
      // The terms of the law run from the end of the year (§ 147 (4) AO).
      books_until: today.with({ month: 12, day: 31 }).add({ years: keep_books_years }),
      erased_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A task's payload is at most 16 KiB; a key is 32 characters. */
const KEYS_AT_ONCE = 200;

/** Files and the book lie outside the database: they follow when the erasure is committed. */
async function finishLater(tx: Tx, { orgId }: Subject, id: string, files: readonly string[]): Promise<void> {
  for (let at = 0; at === 0 || at < files.length; at += KEYS_AT_ONCE) {
    const keys = files.slice(at, at + KEYS_AT_ONCE);
    await addTask(tx, 'finish-erasure', { org_id: orgId, erasure_id: id, keys });
  }
}

async function lockContact(tx: Tx, of: Subject, contactId: string) {
  const contact = await tx
    .selectFrom('contacts')
    .select('erased_at')
    .where('org_id', '=', of.orgId)
    .where('customer_id', '=', of.customerId)
    .where('id', '=', contactId)
    .forUpdate()
    .executeTakeFirst();
  if (!contact) throw new NotFound();
  return contact;
}

/** Goes through the tables in their order: what hangs on a row comes before it. */
async function strike(tx: Tx, tables: readonly PersonalTable[], of: Subject): Promise<Receipt> {
  const erased: Record<string, number> = {};
  const kept: Record<string, number> = {};
  for (const { table, about, erase: how, eraseOnly } of tables) {
    const condition = about(of);
    if (condition === null) continue;
    const name = sql.table(table);
    const where = sql`t.org_id = ${of.orgId} and ${condition} ${eraseOnly === undefined ? sql`` : sql`and ${eraseOnly}`}`;
    if (how === 'keep') {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${name} t where ${where}`.execute(tx);
      if (rows[0]?.n) kept[table] = rows[0].n;
      continue;
    }
    const statement =
      how === 'delete' ? sql`delete from ${name} t where ${where}` : sql`update ${name} t set ${how} where ${where}`;
    const { numAffectedRows = 0n } = await statement.execute(tx);
    if (numAffectedRows > 0n) erased[table] = Number(numAffectedRows);
  }
  return { erased, kept };
}

async function markErased(tx: Tx, of: Subject, now: Temporal.Instant): Promise<void> {
  const values = { erased_at: now, archived_at: now, updated_at: now };
  const contacts = tx.updateTable('contacts').set(values).where('org_id', '=', of.orgId);
  if (of.contactId !== null) {
    await contacts.where('id', '=', of.contactId).execute();
    return;
  }
  await contacts.where('customer_id', '=', of.customerId).execute();
  await tx
    .updateTable('customers')
    .set(values)
    .where('org_id', '=', of.orgId)
    .where('id', '=', of.customerId)
    .execute();
}
