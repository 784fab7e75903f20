import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUuid } from '../../kernel/ids.ts';
import { errorCode } from '../../platform/explained.ts';
import type { Subject } from '../personal-parts/index.ts';

/**
 * Who was erased, outside the database: a backup from before an erasure brings the person back, and after it is
 * restored this book says whom to erase again. Ids only, one `time,org id,customer id,contact id` a line.
 */
export function erasureBook(folder: string): string {
  return join(folder, 'erasures.csv');
}

export async function writeErasure(folder: string, of: Subject, now: Temporal.Instant): Promise<void> {
  const line = [now.toString({ smallestUnit: 'second' }), of.orgId, of.customerId, of.contactId ?? ''].join(',');
  await appendFile(erasureBook(folder), `${line}\n`, { mode: 0o600 });
}

/** Whom the book names, each once; a book that isn't there names nobody. */
export async function readErasures(file: string): Promise<readonly Subject[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  const named = new Map<string, Subject>();
  for (const line of text.split('\n')) {
    const [, orgId = '', customerId = '', contactId = ''] = line.trim().split(',');
    if (!isUuid(orgId) || !isUuid(customerId) || (contactId !== '' && !isUuid(contactId))) continue;
    named.set(`${customerId} ${contactId}`, { orgId, customerId, contactId: contactId === '' ? null : contactId });
  }
  return [...named.values()];
}
