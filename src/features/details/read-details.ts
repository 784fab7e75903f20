import { FormReader, type TypedForm } from '../../platform/http/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { ANSWERS_BY, type CustomerDetails, type OwnDetails } from './details.ts';

/** A customer's details as typed; limits are those of the table. What is stored already is not judged anew. @throws Invalid */
export function readCustomerDetails(form: TypedForm, org: OrgRow, stored: CustomerDetails): CustomerDetails {
  const reader = new FormReader(form);
  const address = reader.address(org.country, stored);
  const fields = {
    ...address,
    billing_name: reader.text('billing_name', { most: 200 }),
    billing_address: reader.text('billing_address', { most: 500, lines: true }),
    vat_id: reader.vatId('vat_id', address.country ?? org.country, stored.vat_id),
    language: reader.language('language'),
  };
  reader.done();
  return fields;
}

/** A person's own details as typed. Where the office tells nobody of answers, how to be told is not asked. @throws Invalid */
export function readOwnDetails(form: TypedForm, org: OrgRow, stored: OwnDetails): OwnDetails {
  const reader = new FormReader(form);
  const fields = {
    first_name: reader.text('first_name', { most: 100 }),
    last_name: reader.text('last_name', { most: 100 }),
    position: reader.text('position', { most: 100 }),
    language: reader.language('language'),
    answers_by: org.answer_notice === 'off' ? stored.answers_by : reader.oneOf('answers_by', ANSWERS_BY),
  };
  reader.done();
  return fields;
}
