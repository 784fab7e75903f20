export { customerBalance } from './customer-balance.ts';
export { balanceInWords, type Balance, type Dues } from './balance-in-words.ts';
export { balancesVisibleTo } from './portal-queries.ts';
export { postEntries, reverseEntries, type Account, type Posting } from './post-entries.ts';
export { postMany } from './post-many.ts';
export { ledgerPersonal } from './personal.ts';
