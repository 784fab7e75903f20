export { balanceInWords, type Balance, type Dues } from './balance.ts';
export { balancesVisibleTo } from './portal-queries.ts';
