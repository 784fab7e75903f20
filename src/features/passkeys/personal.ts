import { ofContacts, type PersonalTable } from '../personal-parts/index.ts';

export const passkeysPersonal: readonly PersonalTable[] = [
  {
    table: 'passkeys',
    about: ofContacts(),
    secret: ['public_key', 'credential_hash', 'credential_id'],
    erase: 'delete',
  },
];
