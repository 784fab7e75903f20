import { FormReader, type TypedForm } from '../../platform/http/index.ts';
import type { ContactFields } from './contact.ts';

/** The contact's fields of a form; limits are those of the table. `country` is that of phone numbers without one. */
export function takeContact(reader: FormReader, country: string): ContactFields {
  return {
    first_name: reader.text('first_name', { most: 100 }),
    last_name: reader.text('last_name', { most: 100 }),
    position: reader.text('position', { most: 100 }),
    email: reader.email('email'),
    phone: reader.phone('phone', country),
    language: reader.language('language'),
  };
}

/** @throws Invalid also when there is nothing by which to call the contact */
export function readContact(form: TypedForm, country: string): ContactFields {
  const reader = new FormReader(form);
  const fields = takeContact(reader, country);
  const named = ['first_name', 'last_name', 'email', 'phone'] as const;
  if (named.every((name) => fields[name] === null && !reader.hasProblem(name))) {
    reader.problem('first_name', 'contacts.problem-nameless');
  }
  reader.done();
  return fields;
}
