import type { Hono } from 'hono';
import type { Services } from '../../platform/services.ts';
import { officeDoor } from '../access/index.ts';
import { endContactSession, endContactSessions, forgetContactDevice } from '../ways-in/index.ts';
import { change, herePath, ONE } from './one-contact.ts';

/** Ends a contact's sessions and forgets its devices, from its page in the office. */
export function contactWaysInDeeds(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.post(`${ONE}/sessions-ending`, { right: 'write' }, async (visit) => {
    await change(visit, (tx, contact) => endContactSessions(tx, visit.actor, contact, visit.now));
    return visit.redirect(herePath(visit), { key: 'security.said-all' });
  });
  door.post(`${ONE}/sessions/:item/ending`, { right: 'write' }, async (visit) => {
    const item = visit.c.req.param('item') ?? '';
    await change(visit, (tx, contact) => endContactSession(tx, visit.actor, contact, item, visit.now));
    return visit.redirect(herePath(visit), { key: 'security.said-ended' });
  });
  door.post(`${ONE}/devices/:item/forgetting`, { right: 'write' }, async (visit) => {
    const item = visit.c.req.param('item') ?? '';
    await change(visit, (tx, contact) => forgetContactDevice(tx, visit.actor, contact, item, visit.now));
    return visit.redirect(herePath(visit), { key: 'security.said-forgotten' });
  });
}
