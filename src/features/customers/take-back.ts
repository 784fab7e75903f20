import { z } from 'zod';
import { Refused } from '../../kernel/errors.ts';
import { defineDeed } from '../undo/index.ts';
import { archiveCustomer, restoreCustomer } from './archive-customer.ts';
import { lockCustomerByNumber } from './queries.ts';

/** Takes archiving and restoring back, of one customer or many. Those that were changed since stay. */
export const customersDeed = defineDeed(
  'archive-customers',
  'write',
  z.object({
    numbers: z.array(z.string()).min(1).max(200),
    archived: z.boolean(),
    changed_ms: z.number(),
    back: z.string(),
  }),
  async (tx, actor, { numbers, archived, changed_ms: at, back }, now) => {
    let count = 0;
    for (const number of numbers) {
      const customer = await lockCustomerByNumber(tx, actor, number);
      if ((customer.archived_at !== null) !== archived || customer.updated_at.epochMilliseconds !== at) continue;
      await (archived ? restoreCustomer : archiveCustomer)(tx, actor, customer, now);
      count += 1;
    }
    if (count === 0) throw new Refused('undo.refused-changed');
    return { path: back, said: { key: 'bulk.said-customers-back', values: { count, left: numbers.length - count } } };
  },
);
