export { forgetHits, giveHitBack, withinLimit, type Limit } from './limits.ts';
