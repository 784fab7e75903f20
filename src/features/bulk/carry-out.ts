import { Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OfficeVisit } from '../access/index.ts';

/** What became of many: those that were done, and each that was not with its reason, a key of the catalogue. */
export interface Outcome<Done> {
  readonly done: readonly Done[];
  readonly left: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Does something for each, in a transaction of its own: what can't be done keeps no other from being done. In the order
 * given, which is sorted, so that two people's selections never wait for each other in a circle.
 */
export async function carryOut<Done>(
  visit: OfficeVisit,
  names: readonly string[],
  work: (tx: Tx, name: string) => Promise<Done>,
): Promise<Outcome<Done>> {
  const done: Done[] = [];
  const left: { name: string; reason: string }[] = [];
  for (const name of names) {
    try {
      done.push(await visit.write((tx) => work(tx, name)));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === null) throw error;
      left.push({ name, reason });
    }
  }
  return { done, left };
}

function reasonOf(error: unknown): string | null {
  if (error instanceof Refused) return error.reason;
  if (error instanceof Invalid) return error.problems[0]?.key ?? 'bulk.not-now';
  return error instanceof NotFound ? 'bulk.not-there' : null;
}
