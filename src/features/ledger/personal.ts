import { ofCustomer, type PersonalTable } from '../personal-parts/index.ts';

export const ledgerPersonal: readonly PersonalTable[] = [
  { table: 'ledger_entries', about: ofCustomer('customer_id'), erase: 'keep' },
];
