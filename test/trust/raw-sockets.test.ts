import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { serve } from '../../src/platform/http/index.ts';
import { openWorld } from '../world.ts';
import { caught, tell } from './figures.ts';
import { LONG, pick, randomFrom, SEED, tier, timeIsUp } from './tier.ts';

/*
 * T6, below HTTP: bytes over a socket to a server that really listens. Whatever arrives, it goes on answering everybody
 * else; what two programs could read differently is refused; and nothing hidden in one request is taken for another.
 */

vi.setConfig({ testTimeout: tier(60_000, 1_800_000) });
const PATIENCE_MS = 5_000;
const world = await openWorld();
await world.org({ slug: 'harbour-hill' });
const server = await serve({ fetch: world.app.fetch, host: '127.0.0.1', port: 0 });
afterAll(() => server.drain(0));

const HOST = 'Host: doorstep.test';
const PAGE = '/harbour-hill/sign-in';
const LAST = `${HOST}\r\nConnection: close`;
/** Would be answered with a page if it were taken for a request of its own. */
const HIDDEN = `GET /harbour-hill/sign-in HTTP/1.1\r\n${LAST}\r\n\r\n`;

interface Said {
  readonly statuses: readonly number[];
  readonly text: string;
  /** Neither answered to its end nor closed in five seconds. */
  readonly isLate: boolean;
}

/**
 * Sends bytes, in one go or piece by piece, and listens until the other side closes. It stops sending for good once
 * nothing was heard for a while: what is waited for then never comes.
 */
async function say(port: number, bytes: string | readonly string[], quietMs = 2_000): Promise<Said> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (piece: Buffer) => (text += piece.toString('latin1')));
  socket.on('error', () => {});
  socket.setTimeout(quietMs, () => socket.end());
  const closed = new Promise<boolean>((done) => void socket.on('close', () => done(false)));
  for (const piece of typeof bytes === 'string' ? [bytes] : bytes) {
    if (socket.destroyed) break;
    socket.write(Buffer.from(piece, 'latin1'));
    if (typeof bytes !== 'string') await pause(1);
  }
  const isLate = await Promise.race([closed, pause(PATIENCE_MS, true, { ref: false })]);
  socket.destroy();
  return { text, isLate, statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, code]) => Number(code)) };
}

/** The statuses of an ordinary visitor's answer. */
async function visitor(): Promise<readonly number[]> {
  return (await say(server.port, HIDDEN)).statuses;
}

const chunked = (body: string) => `POST /theme HTTP/1.1\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
const sized = (heads: string, body: string) => `POST /theme HTTP/1.1\r\n${HOST}\r\n${heads}\r\n\r\n${body}`;

/** What a proxy in front and this server could cut at different places. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  'a length and chunks': sized('Content-Length: 4\r\nTransfer-Encoding: chunked', `0\r\n\r\n${HIDDEN}`),
  'chunks and a length': sized('Transfer-Encoding: chunked\r\nContent-Length: 4', `0\r\n\r\n${HIDDEN}`),
  'two lengths': sized(`Content-Length: 0\r\nContent-Length: ${HIDDEN.length}`, HIDDEN),
  'one length twice': sized('Content-Length: 5\r\nContent-Length: 5', `abcde${HIDDEN}`),
  'two lengths in one': sized(`Content-Length: 0, ${HIDDEN.length}`, HIDDEN),
  'a length with a sign': sized('Content-Length: +0', HIDDEN),
  'a length below zero': sized('Content-Length: -1', HIDDEN),
  'a length in hex': sized('Content-Length: 0x0', HIDDEN),
  'a length past all numbers': sized(`Content-Length: ${'9'.repeat(40)}`, HIDDEN),
  'chunks that are not last': sized('Transfer-Encoding: chunked, identity', `0\r\n\r\n${HIDDEN}`),
  'chunks of another name': sized('Transfer-Encoding: xchunked', `0\r\n\r\n${HIDDEN}`),
  'chunks after a vertical tab': sized('Transfer-Encoding: \x0bchunked', `0\r\n\r\n${HIDDEN}`),
  'chunks with a space before the colon': sized('Transfer-Encoding : chunked', `0\r\n\r\n${HIDDEN}`),
  'a folded header': sized('Transfer-Encoding:\r\n chunked', `0\r\n\r\n${HIDDEN}`),
  'a chunk that lies about its length': chunked(`2\r\nabcdef\r\n0\r\n\r\n${HIDDEN}`),
  'a chunk without a length': chunked(`\r\nabc\r\n0\r\n\r\n${HIDDEN}`),
  'a chunk with a sign': chunked(`-1\r\nabc\r\n0\r\n\r\n${HIDDEN}`),
  'a chunk past all numbers': chunked(`FFFFFFFFFFFFFFFFF\r\nabc\r\n${HIDDEN}`),
  'chunks cut by a bare line feed': chunked(`5\nabcde\n0\n\n${HIDDEN}`),
  'a bare line feed': `GET /harbour-hill/sign-in HTTP/1.1\n${HOST}\n\n`,
  'a bare carriage return': `GET /harbour-hill/sign-in HTTP/1.1\r${HOST}\r\r`,
  'a space before the colon': `GET /harbour-hill/sign-in HTTP/1.1\r\nHost : doorstep.test\r\n\r\n`,
  'a header without a name': `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\n: x\r\n\r\n`,
  'a NUL in a header': `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\nX: a\0b\r\n\r\n`,
  'two hosts': `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\nHost: evil.example\r\n\r\n`,
  'one host twice': `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\n${HOST}\r\n\r\n`,
  'no host': 'GET /harbour-hill/sign-in HTTP/1.1\r\nConnection: close\r\n\r\n',
  'a host with a path': 'GET /harbour-hill/sign-in HTTP/1.1\r\nHost: doorstep.test/../x\r\nConnection: close\r\n\r\n',
  'an address that names another host': `GET http://evil.example/harbour-hill/sign-in HTTP/1.1\r\n${LAST}\r\n\r\n`,
  'an address with a login in it': `GET http://a:b@doorstep.test/harbour-hill/sign-in HTTP/1.1\r\n${LAST}\r\n\r\n`,
  'an address of another kind': `GET file:///etc/passwd HTTP/1.1\r\n${LAST}\r\n\r\n`,
  'an address without a slash': `GET healthz HTTP/1.1\r\n${LAST}\r\n\r\n`,
  'a method that nobody has': `SPOON /harbour-hill/sign-in HTTP/1.1\r\n${LAST}\r\n\r\n`,
  'a version that nobody has': `GET /harbour-hill/sign-in HTTP/9.9\r\n${LAST}\r\n\r\n`,
  'the beginning of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'the beginning of TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
};

/** What is wrong with how a request was taken, or null. */
function fault({ statuses, text, isLate }: Said): string | null {
  if (isLate) return 'late';
  if (statuses.some((status) => status >= 500)) return `answered ${statuses.join(', ')}`;
  if (statuses.some((status) => status < 300)) return `taken: ${statuses.join(', ')}`;
  // Refused for its headers already, and once more for what came behind: that is one refusal.
  const more = statuses.slice(1).filter((status) => status !== 400);
  return more.length > 0 || text.includes('evil.example') ? `read on: ${text.slice(0, 200)}` : null;
}

test('what could be read in two ways is refused, and nothing hidden in it is answered', async () => {
  const found: string[] = [];
  for (const [name, bytes] of Object.entries(AMBIGUOUS)) {
    const wrong = fault(await say(server.port, bytes, 500));
    if (wrong !== null) found.push(`${name}: ${wrong}`);
  }
  expect(found.join('\n')).toBe('');
  expect(world.troubles).toEqual([]);
  expect(await visitor()).toEqual([200]);
  tell('T6', 'requests over a socket that could be read in two ways, refused', Object.keys(AMBIGUOUS).length);
});

test('the check itself: a server that reads leniently is found out', async () => {
  const lenient = createServer({ insecureHTTPParser: true }, (request, answer) => {
    request.resume().on('end', () => answer.end('fine'));
  });
  await new Promise<void>((listening) => void lenient.listen(0, '127.0.0.1', listening));
  const address = lenient.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = await Promise.all(
    ['a length and chunks', 'two hosts', 'an address that names another host'].map(async (name) =>
      fault(await say(port, AMBIGUOUS[name] ?? '', 100)),
    ),
  );
  lenient.closeAllConnections();
  lenient.close();
  expect(taken.filter((wrong) => wrong === null)).toEqual([]);
  caught('T6', 'a server that takes what could be read in two ways');
});

test.each([
  ['TRACE', `TRACE /harbour-hill/sign-in HTTP/1.1\r\n${LAST}\r\nX-Secret: seven\r\n\r\n`],
  ['CONNECT', `CONNECT evil.example:443 HTTP/1.1\r\n${LAST}\r\n\r\n`],
  ['OPTIONS for everything', `OPTIONS * HTTP/1.1\r\n${LAST}\r\n\r\n`],
  [
    'an upgrade',
    `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n`,
  ],
  ['a body that is awaited', sized('Expect: 100-continue\r\nContent-Length: 5\r\nConnection: close', 'a=b&c')],
  ['an expectation of something else', sized('Expect: 200-ok\r\nContent-Length: 0\r\nConnection: close', '')],
])('%s is neither mirrored nor a fault of ours', async (_, bytes) => {
  const { statuses, text, isLate } = await say(server.port, bytes);
  expect(isLate).toBe(false);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(text).not.toContain('seven');
  expect(world.troubles).toEqual([]);
});

test('bombs of headers and addresses are cut off', async () => {
  const line = (name: string, length: number) => `${name}: ${'x'.repeat(length)}\r\n`;
  const bombs = [
    `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\n${line('X', 20_000)}\r\n`,
    `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\n${line('X', 10).repeat(5_000)}\r\n`,
    `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\n${line('Cookie', 12).repeat(2_000)}\r\n`,
    `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n${HOST}\r\n\r\n`,
    `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\n${line('x'.repeat(30_000), 1)}\r\n`,
    chunked(`5;${'x'.repeat(100_000)}\r\nabcde\r\n0\r\n\r\n`),
    chunked(`0\r\n${line('X', 10).repeat(20_000)}\r\n`),
    `${'G'.repeat(200_000)}`,
  ];
  for (const bomb of bombs) {
    const { statuses, isLate } = await say(server.port, bomb);
    expect(isLate, bomb.slice(0, 80)).toBe(false);
    expect(
      statuses.filter((status) => status < 400 || status >= 500),
      bomb.slice(0, 80),
    ).toEqual([]);
  }
  expect(await visitor()).toEqual([200]);
  tell('T6', 'bombs of headers, cut off', bombs.length);
});

test('garbage behind a good request is not answered with anybody’s page', async () => {
  for (const garbage of ['\0\0\0', '\x16\x03\x01', 'GET', 'x'.repeat(50_000), '\r\n\r\n\r\nGET / HTTP/0.9\r\n\r\n']) {
    const { statuses, isLate } = await say(
      server.port,
      `GET /harbour-hill/sign-in HTTP/1.1\r\n${HOST}\r\n\r\n${garbage}\r\n\r\n`,
    );
    expect(isLate).toBe(false);
    // The garbage may be noticed before the page is drawn, and ends the connection then.
    expect([200, 400]).toContain(statuses[0]);
    expect(statuses.slice(1).filter((status) => status < 400 || status >= 500)).toEqual([]);
  }
  // Many good ones in a row come back in their order, each its own.
  const paths = Array.from({ length: 50 }, (_, nth) => (nth % 2 === 0 ? PAGE : `/none-${nth}`));
  const many = paths.map((path) => `GET ${path} HTTP/1.1\r\n${HOST}\r\n\r\n`).join('') + HIDDEN;
  const { statuses } = await say(server.port, many);
  expect(statuses).toEqual([...paths.map((path) => (path === PAGE ? 200 : 303)), 200]);
});

test('who sends slowly, or not at all, keeps nobody else waiting', async () => {
  const slow: Socket[] = Array.from({ length: tier(300, 1_500) }, (_, nth) => {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    const heads = nth % 2 === 0 ? `GET / HTTP/1.1\r\n${HOST}\r\nX-` : sized('Content-Length: 500', 'a=');
    if (nth % 3 !== 0) socket.write(heads);
    return socket;
  });
  const dripping = setInterval(() => {
    for (const socket of slow) if (!socket.destroyed) socket.write('x');
  }, 200);
  for (let nth = 0; nth < 5; nth++) expect(await visitor()).toEqual([200]);
  // In the long tier they are waited for: headers have ten seconds, looked at every five.
  const held = () => slow.filter((socket, nth) => nth % 2 === 0 && nth % 3 !== 0 && !socket.destroyed).length;
  await vi.waitUntil(() => !LONG || held() === 0, { timeout: 40_000, interval: 500 });
  clearInterval(dripping);
  for (const socket of slow) socket.destroy();
  expect(await visitor()).toEqual([200]);
  tell('T6', 'connections that sent slowly or nothing, beside which others were answered', slow.length);
});

const SEEDS = [
  HIDDEN,
  `GET /harbour-hill/sign-in?next=%2Fharbour-hill HTTP/1.1\r\n${LAST}\r\nCookie: a=b; c="d"\r\nAccept-Language: de\r\n\r\n`,
  `HEAD /office HTTP/1.1\r\n${LAST}\r\nIf-None-Match: "x"\r\nRange: bytes=0-4\r\n\r\n`,
  `POST /harbour-hill/sign-in HTTP/1.1\r\n${LAST}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 24\r\n\r\nidentifier=a%40b.example`,
  `POST /harbour-hill/sign-in HTTP/1.1\r\n${LAST}\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n--x-\r\n3\r\n-\r\n\r\n0\r\n\r\n`,
  `POST /office/sign-in HTTP/1.1\r\n${LAST}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\na=b`,
];
const SPLINTERS = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  ' ',
  '\t',
  ':',
  '%',
  '\x80',
  'ÿ',
  '/',
  '//',
  '*',
  '0',
  '-1',
  '9'.repeat(30),
];

/** A good request with some bytes changed, left out, doubled or moved. */
function mangled(random: () => number): string {
  let bytes = pick(random, SEEDS);
  for (let nth = 0; nth <= random() * 4; nth++) {
    const at = Math.floor(random() * bytes.length);
    const to = at + Math.floor(random() * 12);
    const kind = random();
    if (kind < 0.35) bytes = bytes.slice(0, at) + pick(random, SPLINTERS) + bytes.slice(at);
    else if (kind < 0.55) bytes = bytes.slice(0, at) + bytes.slice(to);
    else if (kind < 0.75) bytes = bytes.slice(0, to) + bytes.slice(at);
    else if (kind < 0.9)
      bytes = bytes.slice(0, at) + String.fromCodePoint(Math.floor(random() * 256)) + bytes.slice(at + 1);
    else bytes = bytes.slice(0, at);
  }
  return bytes;
}

test(`mangled bytes are answered in time and never with a 500 (seed ${SEED})`, async () => {
  const random = randomFrom(SEED);
  const found: string[] = [];
  let sent = 0;
  while (sent < tier(150, 30_000) && !timeIsUp() && found.length < 20) {
    const batch = Array.from({ length: 50 }, () => mangled(random));
    sent += batch.length;
    await Promise.all(
      batch.map(async (bytes) => {
        const { statuses, isLate } = await say(server.port, random() < 0.2 ? [...bytes] : bytes, tier(250, 1_000));
        if (isLate || statuses.some((status) => status >= 500))
          found.push(`${isLate ? 'late' : statuses.join(', ')}: ${JSON.stringify(bytes)}`);
      }),
    );
  }
  expect(found, `first trouble: ${String(world.troubles[0])}`).toEqual([]);
  expect(await visitor()).toEqual([200]);
  tell('T6', 'mangled requests over a socket', sent);
});
