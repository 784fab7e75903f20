import type { Hono } from 'hono';
import { Invalid } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, type OfficeFormVisit } from '../access/index.ts';
import {
  changeUsername,
  inviteWithPassword,
  sendPasswordLink,
  setInitialPassword,
  withdrawLogin,
  type LoginDeed,
} from '../logins/index.ts';
import type { WordKey } from '../../ui/index.ts';
import { contactPage } from './contact-visit.tsx';
import { change, herePath, ONE, orAgain } from './one-contact.ts';

/** A contact's username and password: invitation, fresh link, first password, withdrawal. */
export function contactLogins(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  const deed =
    (work: (tx: Tx, deed: LoginDeed, visit: OfficeFormVisit) => Promise<void>, key: WordKey) =>
    (visit: OfficeFormVisit) =>
      orAgain(
        async () => {
          const { actor, org, now } = visit;
          await change(visit, (tx, contact) => work(tx, { actor, org, contact, now }, visit)).catch(asTaken);
          return visit.redirect(herePath(visit), { key });
        },
        (problems) => contactPage(visit, problems),
        visit,
      );

  door.post(
    `${ONE}/login`,
    { right: 'write' },
    deed((tx, on, { form }) => inviteWithPassword(tx, services, on, form.text('username')), 'logins.said-invited'),
  );
  door.post(
    `${ONE}/login-link`,
    { right: 'write' },
    deed((tx, on) => sendPasswordLink(tx, services, on), 'logins.said-sent'),
  );
  door.post(
    `${ONE}/login-username`,
    { right: 'write' },
    deed((tx, on, { form }) => changeUsername(tx, on, form.text('username')), 'logins.said-renamed'),
  );
  door.post(
    `${ONE}/login-password`,
    { right: 'write' },
    deed((tx, on, { form }) => setInitialPassword(tx, services, on, form.secret('password')), 'logins.said-set'),
  );
  door.post(`${ONE}/login-withdrawal`, { right: 'write' }, deed(withdrawLogin, 'logins.said-withdrawn'));
}

/** Two of the office chose the same username at once: the database let one of them have it. */
function asTaken(error: unknown): never {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === '23505')
    throw new Invalid([{ field: 'username', key: 'logins.username-taken' }]);
  throw error;
}
