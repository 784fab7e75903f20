import { randomBytes } from 'node:crypto';
import type { Tx } from '../../platform/db/index.ts';
import type { Calendar } from './calendar.ts';
import type { DemoContact, DemoOrg } from './content.ts';
import type { People } from './write-people.ts';

/** Of everybody in the demo world who has a username and has set a password. */
export const DEMO_CONTACT_PASSWORD = 'five crabs on one quay';

/** Usernames and passwords of contacts, the devices they are known on, and how they signed in lately. */
export async function writeLogins(
  tx: Tx,
  orgId: string,
  demo: DemoOrg,
  { people, calendar, passwordHash }: { people: People; calendar: Calendar; passwordHash: string },
): Promise<void> {
  const named = demo.customers.flatMap(({ number, contacts }) =>
    contacts
      .filter((contact) => contact.username !== undefined)
      .map((contact) => ({
        contact,
        contactId: people.contact(number, contact.first),
        customerId: people.customers.get(number) ?? '',
      })),
  );
  if (named.length === 0) return;
  await tx.updateTable('orgs').set({ passwords_on: true }).where('id', '=', orgId).execute();
  const rows = named.map(({ contact, contactId }) => ({
    org_id: orgId,
    contact_id: contactId,
    username: contact.username ?? '',
    invited_at: calendar.past(contact.invitedOnly === true ? -2 : -34, 10.2),
    ...passwordOf(contact, calendar, passwordHash),
  }));
  await tx.insertInto('contact_logins').values(rows).execute();
  await tx
    .insertInto('password_links')
    .values(
      named
        .filter(({ contact }) => contact.invitedOnly === true)
        .map(({ contactId }) => ({
          org_id: orgId,
          contact_id: contactId,
          purpose: 'invitation',
          created_at: calendar.past(-2, 10.2),
          expires_at: calendar.past(-2, 10.2).add({ hours: 24 * 7 }),
        })),
    )
    .execute();
  const used = named.filter(({ contact }) => contact.invitedOnly !== true);
  await tx
    .insertInto('known_devices')
    .values(
      used.map(({ contactId }) => ({
        org_id: orgId,
        contact_id: contactId,
        secret_hash: randomBytes(32),
        label: 'Safari, iPhone',
        proved_at: calendar.past(-34, 10.6),
      })),
    )
    .execute();
  await tx
    .insertInto('contact_tries')
    .values(used.flatMap((one) => triesOf(orgId, one, calendar)))
    .execute();
}

function passwordOf({ invitedOnly }: DemoContact, calendar: Calendar, hash: string) {
  if (invitedOnly === true) return {};
  return { password_hash: hash, password_set_at: calendar.past(-34, 10.5), password_set_by: 'contact' };
}

function triesOf(
  orgId: string,
  { contactId, customerId }: { contactId: string; customerId: string },
  calendar: Calendar,
) {
  const tries = [
    { way: 'password', outcome: 'in', device: 'Chrome, Windows', day: -12, hour: 8.2 },
    { way: 'password', outcome: 'wrong', device: 'Safari, iPhone', day: -3, hour: 18.9 },
    { way: 'sign_in_link', outcome: 'in', device: 'Safari, iPhone', day: -3, hour: 18.95 },
    { way: 'password', outcome: 'in', device: 'Chrome, Windows', day: -1, hour: 8.1 },
  ];
  return tries.map(({ day, hour, ...one }) => ({
    org_id: orgId,
    contact_id: contactId,
    customer_id: customerId,
    ...one,
    network: '203.0.113.0/24',
    tried_at: calendar.past(day, hour),
  }));
}
