import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { csrfToken, OFFICE_COOKIE, portalCookie, readSessionCookie } from '../../src/features/sessions/index.ts';
import { gate } from '../../src/kernel/actor.ts';
import { sha256 } from '../../src/platform/crypto/index.ts';
import { openWorld } from '../world.ts';
import { fill, routesOf, type Route } from './routes.ts';
import { pick, randomFrom, SEED, tier, timeIsUp } from './tier.ts';
import { caught, tell } from './figures.ts';

/* T6: whatever arrives, no answer is a 500 or later, and none takes longer than five seconds. */

const REQUESTS = tier(4_000, 100_000);
const world = await openWorld();
const org = await world.org({ slug: 'harbour-hill' });
const customer = await world.customer(org, { number: '10318' });
const contact = await world.contact(customer, { is_main: true });
const job = await world.job(customer);
const invoice = await world.invoice(customer);
const owner = await world.staff(org, { role: 'owner' });

const visitors = [
  { cookie: '', csrf: '' },
  await holder(await world.signInContact(org, contact), portalCookie(org.slug)),
  await holder(await world.signInStaff(org, owner), OFFICE_COOKIE),
];

async function holder({ cookies }: { cookies: ReadonlyMap<string, string> }, name: string) {
  const value = cookies.get(name) ?? '';
  const session = readSessionCookie(value);
  if (!session) throw new Error('no session to be malicious with');
  const hash = sha256(session.secret);
  const row = await world.services.db.inReadScope(gate(session.orgId, { sessionHash: hash.toString('hex') }), (tx) =>
    tx.selectFrom('sessions').select('id').where('token_hash', '=', hash).executeTakeFirstOrThrow(),
  );
  return { cookie: `${name}=${value}`, csrf: csrfToken(world.services.keys, row.id) };
}

/** What libraries, databases and browsers stumble over. */
const NASTY = [
  '',
  ' ',
  '\0',
  'a\0b',
  '%00',
  '%',
  '%zz',
  '%c0%ae',
  '../../etc/passwd',
  '..%2f',
  '\ud800',
  '\udfff\ud800',
  '🙂'.repeat(50),
  '\u202etxt.exe',
  "' or 1=1 --",
  '"; drop table jobs; --',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${7*7}',
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '0',
  '1e999',
  'NaN',
  '9'.repeat(400),
  '99999999999999999999',
  '0x10',
  '1.00000000000001',
  '1,5',
  '2026-02-30',
  '9999-12-31',
  '-271821-04-20',
  '2026-03-29T01:30',
  '24:00',
  '25:61',
  'true',
  'null',
  'undefined',
  '[]',
  '{}',
  '[object Object]',
  'x'.repeat(5_000),
  'é'.repeat(3_000),
  '\r\nSet-Cookie: a=b',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '٣٤٥',
  'İ',
  'ſ',
  '\u2028',
] as const;
const REAL = [
  org.slug,
  '10318',
  contact.id,
  job.number,
  job.id,
  invoice.id,
  invoice.number ?? '',
  customer.id,
] as const;
const FIELDS = [
  'identifier',
  'do',
  'next',
  'code',
  'pin',
  'contact',
  'email',
  'password',
  'office',
  'name',
  'number',
  'q',
  'id',
  'kind',
  'step',
  'title',
  'customer',
  'site',
  'amount',
  'quantity',
  'unit_price',
  'description',
  'tax_rate_bp',
  'date',
  'from',
  'to',
  'starts_at',
  'ends_at',
  'reason',
  'note',
  'back',
  'accent',
  'slug',
  'currency',
  'country',
  'time_zone',
  'phone',
  'method',
  'reference',
  'key',
  'cursor',
  'after',
  'before',
  'state',
  'sort',
  'csrf',
  'lines',
  'page',
  'due_on',
  'issued_on',
  'received_on',
  'typed',
  'username',
  'passkey',
  'theme',
  'own_language',
  'text',
  'token',
  'item',
  'undo',
] as const;
const TYPES = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-16',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json',
  'text/plain',
  'text/xml',
  '',
  'image/png;;;',
] as const;

interface Attempt {
  readonly url: string;
  readonly init: RequestInit & { headers: Record<string, string> };
}

function attempt(random: () => number, routes: readonly Route[]): Attempt {
  const route = pick(random, routes);
  const value = () => (random() < 0.55 ? pick(random, REAL) : pick(random, NASTY));
  const params = Object.fromEntries(
    route.params.map((name) => [name, name === 'org' && random() < 0.9 ? org.slug : value()]),
  );
  const visitor = pick(random, visitors);
  const query = random() < 0.5 ? `?${formBody(random, value)}` : '';
  const url = `${world.services.baseUrl}${fill(route.pattern, params)}${query}`;
  const headers: Record<string, string> = {
    cookie: visitor.cookie,
    origin: world.services.baseUrl,
    'sec-fetch-site': 'same-origin',
  };
  if (random() < 0.1)
    headers['cookie'] = `${portalCookie(org.slug)}=${encodedLoosely(value())}; notice=${encodedLoosely(value())}`;
  if (random() < 0.1) headers['accept-language'] = printable(value());
  if (random() < 0.1) headers['x-forwarded-for'] = printable(value());
  if (random() < 0.1) headers['user-agent'] = printable(value()).repeat(20);
  if (route.method === 'GET') return { url, init: { method: random() < 0.1 ? 'HEAD' : 'GET', headers } };
  return { url, init: { method: 'POST', ...bodyOf(random, visitor.csrf, value, headers) } };
}

function bodyOf(random: () => number, csrf: string, value: () => string, headers: Record<string, string>) {
  const form = `csrf=${csrf}&${formBody(random, value)}`;
  const kind = random();
  if (kind < 0.7) return { body: form, headers: { ...headers, 'content-type': TYPES[0] } };
  if (kind < 0.85) {
    const parts = Array.from(
      { length: 4 },
      () =>
        `--x\r\nContent-Disposition: form-data; name="${pick(random, FIELDS)}"${random() < 0.3 ? '; filename="a.csv"' : ''}\r\n\r\n${value()}\r\n`,
    );
    const token = `--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n`;
    const whole = `${token}${parts.join('')}--x--\r\n`;
    const body = random() < 0.4 ? whole.slice(0, Math.floor(random() * whole.length)) : whole;
    return { body, headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' } };
  }
  return { body: mutated(random, form), headers: { ...headers, 'content-type': pick(random, TYPES) } };
}

function formBody(random: () => number, value: () => string): string {
  const count = Math.floor(random() * 6);
  return Array.from(
    { length: count },
    () => `${encodeURIComponent(pick(random, FIELDS))}=${encodedLoosely(value())}`,
  ).join('&');
}

/** Encoded for a URL or form; what has no encoding becomes the bytes of a lone surrogate. */
function encodedLoosely(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ed%a0%80';
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?');
}

function mutated(random: () => number, text: string): string {
  const at = Math.floor(random() * (text.length + 1));
  return text.slice(0, at) + pick(random, NASTY) + text.slice(at + Math.floor(random() * 5));
}

/** How many requests the last call of `failures` sent. */
let sent = 0;

async function failures(app: Hono, requests: number): Promise<readonly string[]> {
  const random = randomFrom(SEED);
  const routes = routesOf(app);
  const found: string[] = [];
  for (sent = 0; sent < requests && !timeIsUp(); sent += 20) {
    const batch = Array.from({ length: 20 }, () => attempt(random, routes));
    await Promise.all(
      batch.map(async ({ url, init }) => {
        const began = performance.now();
        const answer = await answerTo(app, url, init);
        if (answer.headers.get('content-type') === 'text/event-stream') await answer.body?.cancel();
        else await answer.arrayBuffer();
        const tookMs = performance.now() - began;
        if (answer.status >= 500 || tookMs > 5_000) {
          found.push(
            `${answer.status} in ${Math.round(tookMs)} ms: ${init.method} ${url} ${String(init.body ?? '').slice(0, 300)}`,
          );
        }
      }),
    );
    if (found.length > 20) break;
  }
  return found;
}

async function answerTo(app: Hono, url: string, init: RequestInit): Promise<Response> {
  try {
    return await app.request(url, init);
  } catch (error) {
    return new Response(String(error), { status: 599 });
  }
}

test('the check itself: a route that trips over a NUL is found', async () => {
  const planted = new Hono();
  planted.onError((_, c) => c.text('', 500));
  planted.post('/:org/planted', async (c) => {
    const form = await c.req.parseBody();
    return c.text(String(form['name']));
  });
  expect((await failures(planted, 400)).length).toBeGreaterThan(0);
  caught('T6', 'a route that trips over a NUL');
});

test(`no malformed request is answered with a 500 (seed ${SEED})`, { timeout: tier(60_000, 3_600_000) }, async () => {
  const found = await failures(world.app, REQUESTS);
  expect(found, `first trouble: ${String(world.troubles[0])}`).toEqual([]);
  tell('T6', 'malformed requests, none answered with a 500 or later than five seconds', sent);
});
