export { balanceInWords, type Balance, type Dues } from './balance.ts';
export { balancesVisibleTo } from './portal-queries.ts';
export { postMany, type BulkPosting } from './post-many.ts';
