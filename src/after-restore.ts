import { holdWaiting } from './features/deliveries/index.ts';
import type { AfterRestore } from './features/keeping/index.ts';

/**
 * What each feature puts right after a restore, in this order; the list of background.ts and app.tsx for that one moment.
 * Erasures of people are applied again here before anything else looks at the data.
 */
export const afterRestore: readonly AfterRestore[] = [(tx, actor) => holdWaiting(tx, actor)];
