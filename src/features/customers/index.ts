export { importContacts, type ContactRow } from './import-contacts.ts';
export { importCustomers, type CustomerRow } from './import-customers.ts';
export { type MainContact } from './import-main-contacts.ts';
export { resolveCustomers, type CustomerRef } from './resolve-customers.ts';
export { detailsPortal } from './portal.tsx';
