import type { Tx } from '../../platform/db/index.ts';
import { voiceFor } from '../../platform/i18n/index.ts';
import { firstLanguage, type Voice } from '../../words/index.ts';

/** For whom something is written that goes out: a message, a document. */
export interface Reader {
  readonly contactId?: string | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly staffId?: string | null | undefined;
}

/**
 * How the reader of something that goes out is spoken to: as the contact chose, the customer, then the org. Whoever
 * sends it has no say. Members of staff choose for themselves.
 */
export async function readerVoice(tx: Tx, orgId: string, reader: Reader): Promise<Voice> {
  const [contact, customer, staff, org] = await Promise.all([
    languageIn(tx, 'contacts', orgId, reader.contactId),
    languageIn(tx, 'customers', orgId, reader.customerId),
    languageIn(tx, 'staff', orgId, reader.staffId),
    tx.selectFrom('orgs').select('language').where('id', '=', orgId).executeTakeFirst(),
  ]);
  return voiceFor(firstLanguage([staff, contact, customer, org?.language]) ?? 'en');
}

async function languageIn(
  tx: Tx,
  table: 'contacts' | 'customers' | 'staff',
  orgId: string,
  id: string | null | undefined,
): Promise<string | null> {
  if (id === null || id === undefined) return null;
  const row = await tx
    .selectFrom(table)
    .select('language')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.language ?? null;
}
