import { ofCustomer, type PersonalTable } from '../personal-parts/index.ts';

/** Uploads under way; their files are swept with them. */
export const uploadsPersonal: readonly PersonalTable[] = [
  { table: 'uploads', about: ofCustomer('customer_id'), inCopy: false, erase: 'keep' },
];
