export { ContactFields } from './contact-form.page.tsx';
export {
  contactName,
  MOST_CONTACTS,
  type Access,
  type Contact,
  type ContactFields as ContactFieldValues,
} from './contact.ts';
export { officeContacts } from './office.tsx';
export { AccessPanel, MayPanel, type PortalAccessData } from './portal-access.page.tsx';
export { accessOf, contactsOf } from './queries.ts';
export { contactDeed } from './take-back.ts';
export { takeContact } from './read-contact.ts';
export { changeContact, createContact } from './save-contact.ts';
export { contactsPersonal } from './personal.ts';
