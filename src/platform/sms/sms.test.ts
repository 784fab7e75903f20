import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { httpSmsSender, plainPunctuation, smsRefusal, smsSegments, twilioSender, type SmsMessage } from './index.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const message: SmsMessage = {
  id: '019a-7',
  to: '+447700900123',
  text: 'Anna comes "tomorrow" & 8-12: {to} https://hh.example/l/7Qm2',
};

async function provider(
  answer: (response: ServerResponse, seen: Seen) => void,
): Promise<{ origin: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const one: Seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { origin: `http://127.0.0.1:${address.port}`, seen };
}

const json = (status: number, value: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

test('a provider gets one JSON request with our key, and its id is kept', async () => {
  const { origin, seen } = await provider(json(202, { id: 'abc', text: message.text }));
  const sender = httpSmsSender({ url: `${origin}/messages`, token: 'secret', from: 'HarbourHill' });
  expect(await sender.send(message)).toEqual({ outcome: 'sent', answer: 'HTTP 202: abc' });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/messages' });
  expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'idempotency-key': message.id });
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ ...message, from: 'HarbourHill' });
});

test('method, headers and body are the provider’s own, each value escaped for its place and filled once', async () => {
  const { origin, seen } = await provider(json(200, {}));
  const sender = httpSmsSender({
    url: `${origin}/send?n={to}`,
    method: 'PUT',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Key': 'k' },
    body: 'number={to}&message={text}&ref={id}',
  });
  await sender.send(message);
  expect(seen[0]).toMatchObject({ method: 'PUT', url: '/send?n=%2B447700900123' });
  expect(seen[0]?.headers['x-key']).toBe('k');
  const form = new URLSearchParams(seen[0]?.body);
  expect(Object.fromEntries(form)).toEqual({ number: message.to, message: message.text, ref: message.id });
});

test('a body that nothing can be escaped for is refused at start', () => {
  const headers = { 'content-type': 'text/xml' };
  expect(() => httpSmsSender({ url: 'https://sms.example', headers, body: '<to>{to}</to>' })).toThrow(
    'not as text/xml',
  );
});

test('Twilio gets a form under the account’s login', async () => {
  const { origin, seen } = await provider(json(201, { sid: 'SM1', status: 'queued', body: message.text }));
  const sender = twilioSender({ accountSid: 'AC1', authToken: 'secret', from: '+447700900999', origin });
  expect(await sender.send(message)).toEqual({ outcome: 'sent', answer: 'HTTP 201: SM1, queued' });
  expect(seen[0]?.url).toBe('/2010-04-01/Accounts/AC1/Messages.json');
  expect(seen[0]?.headers.authorization).toBe(`Basic ${btoa('AC1:secret')}`);
  const form = new URLSearchParams(seen[0]?.body);
  expect(Object.fromEntries(form)).toEqual({ To: message.to, From: '+447700900999', Body: message.text });
});

test.each([
  [200, 'sent'],
  [400, 'permanent'],
  [404, 'permanent'],
  [302, 'permanent'],
  [401, 'temporary'],
  [408, 'temporary'],
  [429, 'temporary'],
  [500, 'temporary'],
  [503, 'temporary'],
] as const)('HTTP %i is %s', async (status, outcome) => {
  const { origin } = await provider(json(status, { code: 21_211, message: 'said so' }));
  const result = await httpSmsSender({ url: origin }).send(message);
  expect(result).toEqual({ outcome, answer: `HTTP ${status}: 21211, said so` });
});

test('a redirect is never followed', async () => {
  const { origin, seen } = await provider((response) => {
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect((await httpSmsSender({ url: origin }).send(message)).outcome).toBe('permanent');
  expect(seen.map((one) => one.url)).toEqual(['/']);
});

test('a provider that isn’t there is temporary; one that hangs or breaks off may have sent it', async () => {
  expect((await httpSmsSender({ url: 'http://127.0.0.1:1' }).send(message)).outcome).toBe('temporary');
  const { origin } = await provider(() => undefined);
  expect(await httpSmsSender({ url: origin, timeoutMs: 100 }).send(message)).toEqual({
    outcome: 'unsure',
    answer: 'no answer in time',
  });
  const { origin: broken } = await provider((response) => void response.destroy());
  expect((await httpSmsSender({ url: broken }).send(message)).outcome).toBe('unsure');
});

test('an answer without end is cut off and its status counts', async () => {
  const { origin } = await provider((response) => void response.writeHead(200).end('x'.repeat(1_000_000)));
  expect(await httpSmsSender({ url: origin }).send(message)).toEqual({ outcome: 'sent', answer: 'HTTP 200' });
});

test.each([
  ['a'.repeat(160), 'GSM-7', 160, 1],
  ['a'.repeat(161), 'GSM-7', 161, 2],
  ['€'.repeat(80), 'GSM-7', 160, 1],
  ['a'.repeat(152) + '€' + 'a'.repeat(153), 'GSM-7', 307, 3],
  ['ł'.repeat(70), 'UCS-2', 70, 1],
  ['ł'.repeat(71), 'UCS-2', 71, 2],
  ['😀'.repeat(35), 'UCS-2', 70, 1],
  ['ł'.repeat(66) + '😀' + 'ł'.repeat(66), 'UCS-2', 134, 3],
  ['', 'GSM-7', 0, 0],
] as const)('%# is counted as the network counts', (text, encoding, units, segments) => {
  expect(smsSegments(text)).toEqual({ encoding, units, segments });
});

test('segments never fall short of what the units need', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      const { encoding, units, segments } = smsSegments(text);
      const joined = encoding === 'GSM-7' ? 153 : 67;
      expect(segments * (segments > 1 ? joined : encoding === 'GSM-7' ? 160 : 70)).toBeGreaterThanOrEqual(units);
    }),
  );
});

test('typographic signs become plain ones and letters stay', () => {
  expect(plainPunctuation('Don’t – “Größe”… €5\u00a0now')).toBe('Don\'t - "Größe"... €5 now');
  expect(smsSegments(plainPunctuation('Don’t – “ok”…')).encoding).toBe('GSM-7');
});

test.each([
  ['+447700900123', ['GB'], null],
  ['+4915112345678', ['GB', 'DE'], null],
  ['+4915112345678', ['GB'], 'country-not-allowed'],
  ['+447700900123', [], 'country-not-allowed'],
  ['07700900123', ['GB'], 'not-a-number'],
  ['+44770090012345678', ['GB'], 'not-a-number'],
  ['+447700900123;+1', ['GB'], 'not-a-number'],
  ['+449098790000', ['GB'], 'kind-not-allowed'],
  ['+8821612345', ['GB'], 'country-not-allowed'],
] as const)('%s with %o: %s', (to, countries, refusal) => {
  expect(smsRefusal(to, countries)).toBe(refusal);
});
