import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUuid } from '../../kernel/ids.ts';
import { errorCode } from '../../platform/explained.ts';
import type { Head } from './check-log.ts';

/**
 * Where each org's log ended on each day, outside the database: `log-heads.csv` in the data folder, one line
 * `time,org,org id,entry,fingerprint` each. Whoever may rewrite the database could rewrite a whole chain; they can't
 * rewrite a copy of this file that lies elsewhere.
 */
const FILE = 'log-heads.csv';

export interface WrittenHead extends Head {
  readonly orgId: string;
}

export function headBook(folder: string): string {
  return join(folder, FILE);
}

export async function writeHeads(
  folder: string,
  heads: readonly (WrittenHead & { readonly slug: string })[],
  now: Temporal.Instant,
): Promise<void> {
  await appendFile(headBook(folder), heads.map((head) => headLine(head, now)).join(''), { mode: 0o600 });
}

/** As it stands in the book, and in a mail, from which it can be copied into one. */
export function headLine({ slug, orgId, seq, hash }: WrittenHead & { readonly slug: string }, now: Temporal.Instant) {
  return `${now.toString({ smallestUnit: 'second' })},${slug},${orgId},${seq},${hash}\n`;
}

const LINE = /^[^,\n]+,[^,\n]*,(?<orgId>[0-9a-f-]{36}),(?<seq>\d{1,18}),(?<hash>[0-9a-f]{64})$/;

/** The heads in a book; lines that are none are left out, a book that isn't there is empty. */
export async function readHeads(file: string): Promise<readonly WrittenHead[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    const { orgId = '', seq = '', hash = '' } = LINE.exec(line.trim())?.groups ?? {};
    return isUuid(orgId) ? [{ orgId, seq: BigInt(seq), hash }] : [];
  });
}
