export { ofContact, ofContacts, ofCustomer, ofParent, type PersonalTable, type Subject } from './part.ts';
export { deleting, type RetentionRule } from './retention.ts';
