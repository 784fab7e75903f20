import type { Hono } from 'hono';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { portalDoor } from '../access/index.ts';
import { OwnPinPage } from './portal.page.tsx';
import { choosePin } from './set-pin.ts';

/** A contact's own PIN. Whoever holds just a link to a job has nobody to set one for. */
export function ownPinRoutes(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  const need = { person: true, stepUp: 'password' } as const;
  door.get('/:org/details/pin', need, ({ page, places, org }) => page(<OwnPinPage slug={org.slug} places={places} />));
  door.post('/:org/details/pin', need, async ({ actor, page, places, org, form, now, redirect }) => {
    if (actor.kind !== 'contact') throw new NotFound();
    try {
      await choosePin(services, actor, form.text('pin').replaceAll(/\s/g, ''), now);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const [problem] = error.problems;
      return page(<OwnPinPage slug={org.slug} places={places} problem={problem?.key} />, 422);
    }
    return redirect(paths.portal.more(org.slug), { key: 'signin.pin-set-saved' });
  });
}
