import type { Hono } from 'hono';
import { TooMany } from '../../kernel/errors.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { cookiesOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { carriedIn, carryOut, OfficeConfirmPage, proveInOffice } from '../fresh-proof/index.ts';
import { csrfToken, giveCookie, OFFICE_COOKIE, readSessionCookie } from '../sessions/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import { askToConfirmByPasskey, confirmByPasskey, passkeySite, passkeysOf } from '../passkeys/index.ts';
import type { WordKey } from '../../ui/index.ts';
import { isOwnPassword } from './own-password.ts';
import { destination } from './sign-in.tsx';

const QUESTIONS: Limit = { name: 'staff-passkey-again', most: 30, seconds: 900 };

/** Password or passkey once more, before something that matters. Forms and pages arrive here from the door. */
export function confirmRoutes(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  const need = { right: 'read', settingUp: true } as const;
  const site = passkeySite(services.officeUrl, 'office');
  door.get(paths.office.confirm, need, (visit) => {
    const next = ownPath(visit.c.req.query('next')) ?? '';
    return visit.fresh ? visit.redirect(destination(next)) : confirmPage(visit, { next, carried: '' });
  });
  door.post(paths.office.confirm, need, async (visit) =>
    (await isOwnPassword(visit, visit.form.secret('password')))
      ? goOn(app, visit, 'password')
      : confirmPage(visit, travelling(visit), 'again.wrong'),
  );
  door.post(paths.office.confirmPasskeyOptions, need, async (visit) => {
    const { actor, now } = visit;
    const allowed = await visit.write((tx) =>
      withinLimit(tx, services.keys, { limit: QUESTIONS, of: actor.staffId, orgId: actor.orgId, now }),
    );
    if (!allowed) throw new TooMany(QUESTIONS.seconds);
    return visit.c.json(await askToConfirmByPasskey(services, actor, site));
  });
  door.post(paths.office.confirmPasskey, need, async (visit) =>
    (await confirmByPasskey(services, visit.actor, { site, typed: visit.form.text('passkey') }))
      ? goOn(app, visit, 'passkey')
      : confirmPage(visit, travelling(visit), 'again.passkey-wrong'),
  );
}

interface Travelling {
  readonly next: string;
  readonly carried: string;
}

function travelling({ form }: OfficeFormVisit): Travelling {
  return { next: ownPath(form.text('next')) ?? '', carried: form.text('carried') };
}

async function confirmPage(visit: OfficeVisit, on: Travelling, problem?: WordKey): Promise<Response> {
  const passkeys = await visit.read((tx) => passkeysOf(tx, visit.actor));
  return visit.page(
    <OfficeConfirmPage {...on} hasPasskey={passkeys.length > 0} problem={problem} />,
    problem === undefined ? 200 : 422,
  );
}

/** The session counts as fresh now; what was to be done is done. */
async function goOn(app: Hono, visit: OfficeFormVisit, way: 'password' | 'passkey'): Promise<Response> {
  const { c, services, actor, org, now } = visit;
  const { next, carried } = travelling(visit);
  const cookie = readSessionCookie(cookiesOf(c, services.baseUrl).get(OFFICE_COOKIE));
  const proved = cookie && (await visit.write((tx) => proveInOffice(tx, actor, { secret: cookie.secret, way, now })));
  if (!cookie || !proved) return visit.redirect(destination(next));
  const maxAgeSeconds = Math.floor(proved.expiresAt.since(now).total('seconds'));
  giveCookie(c, services, OFFICE_COOKIE, { orgId: org.id, secret: proved.secret, maxAgeSeconds });
  const form = carriedIn(services.keys, actor.sessionId, carried);
  if (form === null) return visit.redirect(destination(next));
  return carryOut(app, c, form, {
    csrf: csrfToken(services.keys, actor.sessionId),
    secret: { old: cookie.secret, fresh: proved.secret },
  });
}
