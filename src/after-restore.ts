import { holdWaiting } from './features/deliveries/index.ts';
import type { AfterRestore } from './features/keeping/index.ts';
import { eraseAgain } from './features/personal-data/index.ts';
import { personalTables } from './personal.ts';

/**
 * What each feature puts right after a restore, in this order; the list of background.ts and app.tsx for that one moment.
 * Erasures of people are applied again here before anything else looks at the data.
 */
export const afterRestore: readonly AfterRestore[] = [
  async (tx, actor, services) => {
    await eraseAgain(tx, actor, services, personalTables);
  },
  (tx, actor) => holdWaiting(tx, actor),
];
