import type { Hono } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { clientAddress, cookiesOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import {
  carriedIn,
  carryOut,
  ConfirmCodePage,
  ConfirmPage,
  hasPasskey,
  isStepUp,
  maskedEmail,
  maskedPhone,
  readReach,
  type Confirming,
} from '../fresh-proof/index.ts';
import { csrfToken, deviceOf, giveCookie, portalCookie, readSessionCookie } from '../sessions/index.ts';
import { portalDoor, type PortalFormVisit, type PortalVisit } from '../access/index.ts';
import { askToConfirmByPasskey, confirmByPasskey, passkeySite, type PasskeySite } from '../passkeys/index.ts';
import type { WordKey } from '../../ui/index.ts';
import { CODE_MINUTES, proveStepUp, sendStepUp, stepUpByPasskey, type Channel } from './step-up.ts';

/** The pages between a visitor and what needs a fresh PIN. Forms and pages arrive here from the door. */
export function stepUpRoutes(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  door.get('/:org/confirm', {}, async (visit) => {
    const { c, org, steppedUp, redirect } = visit;
    const next = destination(visit, c.req.query('next'));
    if (steppedUp) return redirect(next === '' ? paths.portal.home(org.slug) : next);
    return askPage(visit, { ...asked(visit, c.req.query('for') ?? ''), next, carried: '' });
  });
  // A reload of the second half, which only a form shows.
  door.get('/:org/confirm/code', {}, ({ org, redirect }) => redirect(paths.portal.confirm(org.slug)));
  door.post('/:org/confirm', {}, send);
  door.post('/:org/confirm/code', {}, (visit) => prove(app, visit));
  const site = passkeySite(services.baseUrl, 'portal');
  door.post('/:org/confirm/passkey/options', { person: true }, async ({ c, actor }) => {
    if (actor.kind !== 'contact') throw new NotFound();
    return c.json(await askToConfirmByPasskey(services, actor, site));
  });
  door.post('/:org/confirm/passkey', { person: true }, (visit) => proveByPasskey(app, visit, site));
}

function asked({ org, places }: PortalVisit, action: string): Pick<Confirming, 'slug' | 'places' | 'action'> {
  return { slug: org.slug, places, action: isStepUp(action) ? action : null };
}

/** Pages of this org's portal only. */
function destination({ org }: PortalVisit, next: string | undefined): string {
  const path = ownPath(next) ?? '';
  return path.startsWith(`${paths.portal.home(org.slug)}/`) ? path : '';
}

function inForm(visit: PortalFormVisit): Confirming {
  const { form } = visit;
  return {
    ...asked(visit, form.text('for')),
    next: destination(visit, form.text('next')),
    carried: form.text('carried'),
  };
}

async function askPage(visit: PortalVisit, confirming: Confirming, problem?: WordKey): Promise<Response> {
  const { services, actor } = visit;
  const [reach, byPasskey] = await Promise.all([readReach(services, actor), hasPasskey(services, actor)]);
  return visit.page(
    <ConfirmPage {...confirming} reach={reach} byPasskey={byPasskey} problem={problem} />,
    problem === undefined ? 200 : 422,
  );
}

async function send(visit: PortalFormVisit): Promise<Response> {
  const confirming = inForm(visit);
  const to = visit.form.text('to');
  if (to !== 'email' && to !== 'sms') return askPage(visit, confirming, 'confirm.where-missing');
  const id = await sendStepUp(visit.services, visit.org, visit.actor, to);
  if (id === null) return askPage(visit, confirming, 'confirm.too-many');
  return codePage(visit, confirming, { id, channel: to });
}

async function codePage(
  visit: PortalVisit,
  confirming: Confirming,
  { id, channel, problem }: { id: string; channel: Channel; problem?: WordKey },
): Promise<Response> {
  const reach = await readReach(visit.services, visit.actor);
  const to = channel === 'email' ? maskedEmail(reach?.email ?? '') : maskedPhone(reach?.phone ?? '');
  return visit.page(
    <ConfirmCodePage {...confirming} id={id} channel={channel} to={to} minutes={CODE_MINUTES} problem={problem} />,
    problem === undefined ? 200 : 422,
  );
}

async function prove(app: Hono, visit: PortalFormVisit): Promise<Response> {
  const { c, services, org, actor, form } = visit;
  const confirming = inForm(visit);
  const code = form.text('code').replaceAll(/\s/g, '');
  const id = form.text('id');
  const cookie = readSessionCookie(cookiesOf(c, services.baseUrl).get(portalCookie(org.slug)));
  const proved =
    cookie && isUuid(id) && /^\d{6}$/.test(code)
      ? await proveStepUp(services, actor, org, {
          id,
          code,
          sessionSecret: cookie.secret,
          client: clientAddress(c, services.trustedProxies),
          device: deviceOf(c),
        })
      : null;
  if (!cookie || proved === null) {
    const channel = form.text('to') === 'sms' ? 'sms' : 'email';
    return codePage(visit, confirming, { id: isUuid(id) ? id : '', channel, problem: 'confirm.code-wrong' });
  }
  return goOn(app, visit, confirming, { old: cookie.secret, fresh: proved });
}

async function proveByPasskey(app: Hono, visit: PortalFormVisit, site: PasskeySite): Promise<Response> {
  const { c, services, org, actor, form } = visit;
  const confirming = inForm(visit);
  const cookie = readSessionCookie(cookiesOf(c, services.baseUrl).get(portalCookie(org.slug)));
  const typed = form.text('passkey');
  const isRight = actor.kind === 'contact' && (await confirmByPasskey(services, actor, { site, typed }));
  const proved = cookie && isRight ? await stepUpByPasskey(services, actor, cookie.secret) : null;
  if (!cookie || proved === null) return askPage(visit, confirming, 'passkeys.not-right');
  return goOn(app, visit, confirming, { old: cookie.secret, fresh: proved });
}

/** On to where the visitor wanted to go, with the session's new secret. */
async function goOn(
  app: Hono,
  visit: PortalFormVisit,
  confirming: Confirming,
  { old, fresh }: { old: string; fresh: { readonly secret: string; readonly expiresAt: Temporal.Instant } },
): Promise<Response> {
  const { c, services, org, actor, redirect } = visit;
  const { secret, expiresAt } = fresh;
  const maxAgeSeconds = Math.floor(expiresAt.since(visit.now).total('seconds'));
  giveCookie(c, services, portalCookie(org.slug), { orgId: org.id, secret, maxAgeSeconds });
  const carried = carriedIn(services.keys, actor.sessionId, confirming.carried);
  if (carried !== null) {
    return carryOut(app, c, carried, {
      csrf: csrfToken(services.keys, actor.sessionId),
      secret: { old, fresh: secret },
    });
  }
  return redirect(confirming.next === '' ? paths.portal.home(org.slug) : confirming.next);
}
