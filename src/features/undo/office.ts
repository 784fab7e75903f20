import type { Hono } from 'hono';
import type { Services } from '../../platform/services.ts';
import { officeDoor } from '../access/index.ts';
import { takeBack, type Deed } from './undo.ts';

/** One address takes back whatever was offered to be; `deeds` are given by the app, which knows all of them. */
export function undoRoutes(app: Hono, services: Services, deeds: readonly Deed[]): void {
  officeDoor(app, services).post('/office/undo/:id', { right: 'read' }, async (visit) => {
    const { actor, now } = visit;
    const id = visit.c.req.param('id') ?? '';
    const { path, said } = await visit.write((tx) => takeBack(tx, actor, id, deeds, visit.may, now));
    return visit.redirect(path, said);
  });
}
