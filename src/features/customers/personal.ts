import { sql } from 'kysely';
import { ERASED } from '../../kernel/erased.ts';
import { ofCustomer, type PersonalTable } from '../personal-parts/index.ts';

export const customersPersonal: readonly PersonalTable[] = [
  {
    table: 'customers',
    about: ofCustomer('id'),
    erase: sql`name = ${ERASED}, line1 = null, line2 = null, postcode = null, city = null, region = null, country = null,
      billing_name = null, billing_address = null, vat_id = null, language = null, notes = null, permissions = '{}',
      external_id = null`,
  },
];
