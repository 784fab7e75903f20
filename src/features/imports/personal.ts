import { sql, type RawBuilder } from 'kysely';
import type { PersonalTable, Subject } from '../personal-parts/index.ts';

/** Whether a text of an uploaded file names one of them by address or phone number. */
function names(text: RawBuilder<unknown>, { orgId, customerId, contactId }: Subject): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from contacts c where c.org_id = ${orgId} and c.customer_id = ${customerId}
       and (${contactId}::uuid is null or c.id = ${contactId}::uuid)
       and (strpos(lower(${text}), c.email) > 0 or strpos(${text}, c.phone) > 0))`;
}

/** What was left over of uploaded files: rows that could not be taken, and the first rows shown before an import. */
export const importsPersonal: readonly PersonalTable[] = [
  { table: 'import_problems', about: (of) => names(sql`t.cells::text`, of), erase: 'delete' },
  {
    table: 'imports',
    about: (of) => names(sql`t.preview::text`, of),
    secret: ['file_key'],
    erase: sql`preview = '[]'`,
  },
];
