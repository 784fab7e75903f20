import { ofContacts, type PersonalTable } from '../personal-parts/index.ts';

export const stepUpPersonal: readonly PersonalTable[] = [{ table: 'step_ups', about: ofContacts(), erase: 'delete' }];
