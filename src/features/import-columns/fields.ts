import type { Field } from './field.ts';
import { contactsFields, customersFields, sitesFields } from './fields-of-people.ts';
import { invoicesFields, jobsFields, paymentsFields } from './fields-of-work.ts';

export type { Field } from './field.ts';

/** What can be imported, in the order in which things refer to each other. */
export const importKinds = ['customers', 'contacts', 'sites', 'jobs', 'invoices', 'payments'] as const;
export type ImportKind = (typeof importKinds)[number];

export function isImportKind(text: string): text is ImportKind {
  return importKinds.some((kind) => kind === text);
}

/** The fields of each kind of import. A name belongs to one meaning throughout. */
export const fields: Readonly<Record<ImportKind, readonly Field[]>> = {
  customers: customersFields,
  contacts: contactsFields,
  sites: sitesFields,
  jobs: jobsFields,
  invoices: invoicesFields,
  payments: paymentsFields,
};

export function fieldOf(kind: ImportKind, name: string): Field | undefined {
  return fields[kind].find((field) => field.name === name);
}
