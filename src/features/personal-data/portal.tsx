import type { Hono } from 'hono';
import type { ContactActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { portalDoor, type PortalVisit } from '../access/index.ts';
import { answerCopy } from './answer-copy.ts';
import { OwnDataPage } from './own-data.page.tsx';
import { ownRequests } from './queries.ts';
import { askFor } from './requests.ts';

/** A person's own data: a copy of it, and the wish to be erased. The office decides both. */
export function personalPortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  const need = { person: true } as const;
  door.get('/:org/details/data', need, async (visit) => {
    const actor = personIn(visit);
    const requests = await visit.read((tx) => ownRequests(tx, actor));
    return visit.page(<OwnDataPage slug={visit.org.slug} places={visit.places} requests={requests} now={visit.now} />);
  });
  door.post('/:org/details/data/requests', { ...need, stepUp: 'export' }, async (visit) => {
    const actor = personIn(visit);
    const kind = visit.form.text('kind') === 'erasure' ? 'erasure' : 'copy';
    await visit.write((tx) => askFor(tx, actor, kind, visit.now));
    return visit.redirect(paths.portal.data(visit.org.slug), {
      key: kind === 'copy' ? 'personal.said-copy-asked' : 'personal.said-erasure-asked',
    });
  });
  door.get('/:org/details/data/:id/file', { ...need, stepUp: 'export' }, async (visit) => {
    const actor = personIn(visit);
    const requests = await visit.read((tx) => ownRequests(tx, actor));
    const request = requests.find(({ id }) => id === visit.c.req.param('id'));
    if (request === undefined) throw new NotFound();
    return answerCopy(visit, { ...request, customer_id: actor.customerId });
  });
}

function personIn({ actor }: PortalVisit): ContactActor {
  if (actor.kind !== 'contact') throw new NotFound();
  return actor;
}
