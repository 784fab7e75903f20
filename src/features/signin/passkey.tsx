import type { Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { TooMany } from '../../kernel/errors.ts';
import { ownPath } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { redirectSaying } from '../access/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import { askToSignInByPasskey, passkeySite, provePasskey } from '../passkeys/index.ts';
import { arriveWithForm, asker, type FormArrival } from './arrival.ts';
import { destination } from './enter-or-choose.ts';
import { enterAs } from './enter.ts';
import { peopleWithIds } from './people.ts';
import { SignInPage } from './portal.page.tsx';

/** A question costs a row; a person asks a few times, and what can't be guessed needs no other limit. */
const PER_CLIENT: Limit = { name: 'passkey-client', most: 60, seconds: 3600 };

/** Signing in with a passkey: the device offers what it has, so nothing is typed and nobody is looked for. */
export function passkeyRoutes(app: Hono, services: Services): void {
  const site = passkeySite(services.baseUrl, 'portal');
  app.post('/:org/sign-in/passkey/options', async (c) => {
    const visit = await arriveWithForm(c, services);
    const { org, browser } = visit;
    const { client } = asker(visit);
    const now = services.now();
    const within = await services.db.inScope(gate(org.id), (tx) =>
      withinLimit(tx, services.keys, { limit: PER_CLIENT, of: client, orgId: org.id, now }),
    );
    if (!within) throw new TooMany(PER_CLIENT.seconds);
    return c.json(await askToSignInByPasskey(services, { site, holder: browser, orgId: org.id }));
  });
  app.post('/:org/sign-in/passkey', async (c) => enterByPasskey(await arriveWithForm(c, services)));
}

async function enterByPasskey(visit: FormArrival): Promise<Response> {
  const { c, services, org, browser, form } = visit;
  const site = passkeySite(services.baseUrl, 'portal');
  const next = ownPath(form.text('next')) ?? '';
  const owner = await provePasskey(services, { site, holder: browser, orgId: org.id, typed: form.text('passkey') });
  const [person] = owner
    ? await services.db.inReadScope(gate(org.id), (tx) => peopleWithIds(tx, org, [owner.id], services.now()))
    : [];
  if (!person)
    return visit.page(<SignInPage slug={org.slug} hasPasswords={org.passwords_on} next={next} passkeyProblem />, 422);
  await enterAs(c, services, { org, person, request: null, way: 'passkey' });
  return redirectSaying(c, services, destination(org, next));
}
