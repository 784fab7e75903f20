import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { isMailAddress } from './address.ts';
import { smtpRefusal, smtpSender, type MailMessage, type MailSender } from './smtp.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

const letter: MailMessage = {
  id: '019a-1',
  to: 'priya@example.com',
  from_name: 'Harbour & Hill Property Care',
  reply_to: 'hello@harbourandhill.example',
  subject: 'Anna is coming on Tuesday 24 November, 8–12',
  text: 'Dear Priya,\nAnna is coming.',
  html: '<p>Dear Priya,</p>',
  language: 'en-GB',
};

async function mailServer(options: SMTPServerOptions = {}): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk) => (raw += String(chunk)));
      stream.on('end', () => {
        received.push({ ...envelopeOf(session), raw });
        done(null);
      });
    },
    ...options,
  });
  // A sender that gives up closes its side; that is no failure of the test.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${portOf(server.server.address())}`, received };
}

function envelopeOf({ envelope }: SMTPServerSession): { from: string; to: string[] } {
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map((rcpt) => rcpt.address),
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function senderTo(smtpUrl: string): MailSender {
  const sender = smtpSender({ smtpUrl, from: 'Doorstep <portal@doorstep.example>', timeoutMs: 400 });
  onTestFinished(() => sender.close());
  return sender;
}

/** Header lines of a message, unfolded. */
function headersOf(raw: string): string[] {
  return (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/gu, ' ').split('\r\n');
}

function smtpError(text: string, responseCode: number): Error {
  return Object.assign(new Error(text), { responseCode });
}

test('a mail comes from the fixed address in the name of the org, and answers go to the org', async () => {
  const { url, received } = await mailServer();
  const result = await senderTo(url).send(letter);
  expect(result.outcome).toBe('sent');
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: 'portal@doorstep.example', to: ['priya@example.com'] });
  const headers = headersOf(received[0]?.raw ?? '');
  expect(headers).toContain('From: "Harbour & Hill Property Care" <portal@doorstep.example>');
  expect(headers).toContain('Reply-To: "Harbour & Hill Property Care" <hello@harbourandhill.example>');
  expect(headers).toContain('To: priya@example.com');
  expect(headers).toContain('Message-ID: <019a-1@doorstep.example>');
  expect(headers).toContain('Auto-Submitted: auto-generated');
  expect(received[0]?.raw).toMatch(/multipart\/alternative/u);
});

test('no name, subject or address can add a header or a recipient', async () => {
  const { url, received } = await mailServer();
  const sender = senderTo(url);
  const hostile = 'x\r\nBcc: thief@example.org\r\n\r\n<b>body</b>\u0000\u2028Bcc: thief@example.org';
  await sender.send({ ...letter, from_name: hostile, subject: hostile, language: hostile });
  const headers = headersOf(received[0]?.raw ?? '');
  expect(headers.filter((line) => /^bcc:/iu.test(line))).toEqual([]);
  expect(received[0]?.to).toEqual(['priya@example.com']);
  for (const to of [
    'a@b.example, c@d.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'A <a@b.example>',
    'a@b c',
    '',
  ]) {
    expect(await sender.send({ ...letter, to })).toMatchObject({ outcome: 'permanent' });
  }
  await sender.send({ ...letter, reply_to: 'a@b.example>, <c@d.example' });
  expect(headersOf(received[1]?.raw ?? '').some((line) => line.startsWith('Reply-To'))).toBe(false);
  expect(received).toHaveLength(2);
});

test.each([
  [550, 'permanent'],
  [554, 'permanent'],
  [421, 'temporary'],
  [451, 'temporary'],
] as const)('a recipient answered with %i is a %s failure, with the answer kept', async (code, outcome) => {
  const { url } = await mailServer({ onRcptTo: (_address, _session, done) => done(smtpError('said so', code)) });
  const result = await senderTo(url).send(letter);
  expect(result).toEqual({ outcome, answer: `${code} said so` });
});

test('a message refused after it was read is permanent', async () => {
  const { url } = await mailServer({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(smtpError('content refused', 554)));
    },
  });
  expect(await senderTo(url).send(letter)).toEqual({ outcome: 'permanent', answer: '554 content refused' });
});

test('a sender that is not allowed is ours to mend, so the message is kept', async () => {
  const { url } = await mailServer({ onMailFrom: (_address, _session, done) => done(smtpError('not yours', 553)) });
  expect(await senderTo(url).send(letter)).toEqual({ outcome: 'temporary', answer: '553 not yours' });
});

test('a refused login is temporary: the message is not to blame', async () => {
  const { url } = await mailServer({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(smtpError('wrong password', 535)),
  });
  const result = await senderTo(url.replace('//', '//user:hunter2@')).send(letter);
  expect(result.outcome).toBe('temporary');
  expect(result.answer).not.toContain('hunter2');
});

test('whether a server takes our messages can be asked without sending one', async () => {
  const { url, received } = await mailServer();
  const from = 'portal@doorstep.example';
  expect(await smtpRefusal({ smtpUrl: url, from })).toBeNull();
  expect(await smtpRefusal({ smtpUrl: 'smtp://127.0.0.1:1', from })).toContain('ECONNREFUSED');
  expect(received).toEqual([]);
});

test('nothing goes in plain text over a network, unless the address says so', async () => {
  const { url, received } = await mailServer();
  // Linux connects 0.0.0.0 to this machine, but it isn't a loopback address, and this server can't encrypt.
  const away = url.replace('127.0.0.1', '0.0.0.0');
  expect((await senderTo(away).send(letter)).outcome).toBe('temporary');
  expect(received).toEqual([]);
  expect((await senderTo(`${away}?tls=none`).send(letter)).outcome).toBe('sent');
});

test('a server that is not there is temporary', async () => {
  expect((await senderTo('smtp://127.0.0.1:1').send(letter)).outcome).toBe('temporary');
});

test('a server that accepts the connection and says nothing is given up, and that is temporary', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const result = await senderTo(`smtp://127.0.0.1:${portOf(server.address())}`).send(letter);
  expect(result.outcome).toBe('temporary');
});

test('a connection lost after the whole message went out is unsure, and nothing is sent again by itself', async () => {
  const { url } = await mailServer();
  let messages = 0;
  const proxy = createServer((client) => {
    const server = connect(Number(new URL(url).port), '127.0.0.1');
    client.pipe(server).pipe(client);
    client.on('data', (chunk) => {
      // The lone dot that ends a message is the last thing that gets through; its answer never comes back.
      if (!String(chunk).endsWith('\r\n.\r\n')) return;
      messages += 1;
      client.destroy();
    });
    for (const socket of [client, server]) socket.on('error', () => undefined);
    client.on('close', () => server.destroy());
  });
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const result = await senderTo(`smtp://127.0.0.1:${portOf(proxy.address())}`).send(letter);
  expect(result.outcome).toBe('unsure');
  expect(messages).toBe(1);
});

test.each([
  ['anna@example.com', true],
  ["o'neil+x@sub.example.co.uk", true],
  ['jörg@bücher.example', true],
  ['anna@localhost', true],
  ['a@b@c', false],
  ['anna@-x.example', false],
  ['"a b"@example.com', false],
  ['a,b@example.com', false],
  ['a@example..com', false],
  [`${'a'.repeat(65)}@example.com`, false],
  ['a\u0000@example.com', false],
  ['a\u202e@example.com', false],
])('%s as a mail address: %s', (address, is) => {
  expect(isMailAddress(address)).toBe(is);
});
