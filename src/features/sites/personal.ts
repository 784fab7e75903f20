import { sql } from 'kysely';
import { ERASED } from '../../kernel/erased.ts';
import { ofCustomer, type PersonalTable } from '../personal-parts/index.ts';

export const sitesPersonal: readonly PersonalTable[] = [
  {
    table: 'sites',
    about: ofCustomer('customer_id'),
    erase: sql`name = ${ERASED}, line1 = null, line2 = null, postcode = null, city = null, region = null, country = null,
      latitude = null, longitude = null, access_notes = null, external_id = null, archived_at = coalesce(archived_at, now())`,
  },
];
