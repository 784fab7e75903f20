import type { Hono } from 'hono';
import type { ContactActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { deviceOf } from '../sessions/index.ts';
import { portalDoor, type PortalFormVisit, type PortalVisit } from '../access/index.ts';
import {
  askToRegister,
  passkeysOf,
  passkeySite,
  registerPasskey,
  removePasskey,
  renamePasskey,
} from '../passkeys/index.ts';
import { endOtherSessions, endOwnSession, forgetOwnDevice } from './end-ways.ts';
import { PasskeysPage } from './passkeys.page.tsx';
import { ownWaysIn } from './queries.ts';
import { SecurityPage } from './security.page.tsx';

/** A contact's own ways in, sessions, devices and tries. */
export function securityRoutes(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  const own = { person: true } as const;

  door.get('/:org/details/security', own, async (visit) => {
    const { org, places, actor } = visit;
    const contact = contactOf(visit);
    const ways = await visit.read((tx) => ownWaysIn(tx, contact, visit.now));
    return visit.page(
      <SecurityPage
        slug={org.slug}
        places={places}
        ways={ways}
        sessionId={actor.sessionId}
        passwordsOn={org.passwords_on}
      />,
    );
  });
  door.post('/:org/details/security/others-ending', own, async (visit) => {
    await visit.write((tx) => endOtherSessions(tx, contactOf(visit), visit.now));
    return visit.redirect(paths.portal.security(visit.org.slug), { key: 'security.said-others' });
  });
  door.post('/:org/details/security/sessions/:id/ending', own, async (visit) => {
    await visit.write((tx) => endOwnSession(tx, contactOf(visit), idOf(visit), visit.now));
    return visit.redirect(paths.portal.security(visit.org.slug), { key: 'security.said-ended' });
  });
  door.post('/:org/details/security/devices/:id/forgetting', own, async (visit) => {
    await visit.write((tx) => forgetOwnDevice(tx, contactOf(visit), idOf(visit), visit.now));
    return visit.redirect(paths.portal.security(visit.org.slug), { key: 'security.said-forgotten' });
  });
  passkeyRoutes(app, services);
}

function passkeyRoutes(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  const asks = { person: true, stepUp: 'password' } as const;
  const site = passkeySite(services.baseUrl, 'portal');

  door.get('/:org/details/passkeys', asks, (visit) => passkeysPage(visit));
  door.post('/:org/details/passkeys/options', asks, async (visit) => {
    const { c, org, actor } = visit;
    const label = { account: actor.name, name: actor.name };
    return c.json(await askToRegister(services, contactOf(visit), { site, org, label }));
  });
  door.post('/:org/details/passkeys', asks, async (visit) => {
    const { form, org, t } = visit;
    const typed = form.text('passkey');
    const made = { site, typed, name: form.text('passkey_name') };
    const refusal = await registerPasskey(services, contactOf(visit), made);
    if (refusal !== null) return passkeysPage(visit, t(refusal));
    return visit.redirect(paths.portal.passkeys(org.slug), { key: 'passkeys.said-added' });
  });
  door.post('/:org/details/passkeys/:id/name', { person: true }, async (visit) => {
    await visit.write((tx) => renamePasskey(tx, contactOf(visit), idOf(visit), visit.form.text('name')));
    return visit.redirect(paths.portal.passkeys(visit.org.slug), { key: 'passkeys.said-renamed' });
  });
  door.post('/:org/details/passkeys/:id/removal', asks, async (visit) => {
    await visit.write((tx) => removePasskey(tx, contactOf(visit), idOf(visit), visit.now));
    return visit.redirect(paths.portal.passkeys(visit.org.slug), { key: 'passkeys.said-removed' });
  });
}

async function passkeysPage(visit: PortalVisit, problem?: string): Promise<Response> {
  const passkeys = await visit.read((tx) => passkeysOf(tx, contactOf(visit)));
  return visit.page(
    <PasskeysPage
      slug={visit.org.slug}
      places={visit.places}
      passkeys={passkeys}
      suggestedName={deviceOf(visit.c)}
      problem={problem}
    />,
    problem === undefined ? 200 : 422,
  );
}

/** The door lets nobody else through. */
function contactOf({ actor }: PortalVisit): ContactActor {
  if (actor.kind !== 'contact') throw new NotFound();
  return actor;
}

function idOf(visit: PortalFormVisit): string {
  return visit.c.req.param('id') ?? '';
}
