import { sql } from 'kysely';
import { ofCustomer, ofParent, type PersonalTable } from '../personal-parts/index.ts';

export const paymentsPersonal: readonly PersonalTable[] = [
  { table: 'allocations', about: ofParent('payment_id', 'payments'), erase: 'keep' },
  // What somebody noted beside a payment is no book; the payment is.
  {
    table: 'payments',
    about: ofCustomer('customer_id'),
    erase: sql`note = null`,
    eraseOnly: sql<boolean>`t.note is not null`,
  },
  { table: 'payments', about: ofCustomer('customer_id'), erase: 'keep' },
];
