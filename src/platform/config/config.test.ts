import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/setup/folder.ts';
import { ensureSecretKey, readConfig } from './index.ts';

const dataDir = temporaryFolder();
const read = (environment: Record<string, string>) => readConfig(environment, '/srv/doorstep');

test('without any variable it serves this machine on port 3000 from ./data, with the demo world', () => {
  expect(read({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    baseUrl: 'http://localhost:3000',
    dataDir: '/srv/doorstep/data',
    databaseUrl: null,
    mail: null,
    sms: null,
    demo: true,
  });
});

test('an external database gets no demo world unless asked', () => {
  const external = { DATABASE_URL: 'postgres://doorstep_app:x@db/doorstep', SECRET_KEY: 'k'.repeat(32) };
  expect(read(external).demo).toBe(false);
  expect(read({ ...external, DEMO: 'yes' }).demo).toBe(true);
});

test.each([
  [{ PORT: '0' }, 'PORT must be a port number from 1 to 65535.'],
  [{ PORT: 'http' }, 'PORT must be a port number from 1 to 65535.'],
  [{ BASE_URL: 'portal.example.com' }, 'BASE_URL must be the address that visitors use'],
  [{ BASE_URL: 'https://example.com/portal' }, 'without a path'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be a PostgreSQL address'],
  [{ DATABASE_URL: 'postgres://a:b@c/d' }, 'SECRET_KEY is missing'],
  [{ SECRET_KEY: 'short' }, 'SECRET_KEY must be at least 32 random characters'],
  [{ SMTP_URL: 'smtp://mail.example.com' }, 'MAIL_FROM is missing'],
  [{ SMTP_URL: 'mail.example.com', MAIL_FROM: 'a@example.com' }, 'SMTP_URL must be a mail server'],
  [{ MAIL_FROM: 'a@b\r\nBcc: c@d', SMTP_URL: 'smtp://m' }, 'MAIL_FROM must be an e-mail address'],
  [{ SMS_URL: 'https://sms.example', TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` }, 'exclude each other'],
  [{ TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` }, 'Twilio needs'],
  [{ SMS_URL: 'https://sms.example', SMS_METHOD: 'DELETE' }, 'SMS_METHOD must be POST, PUT or GET.'],
  [{ SMS_URL: 'https://sms.example', SMS_HEADERS: 'X-Key: k' }, 'SMS_HEADERS must be a JSON object of headers'],
  [{ SMS_URL: 'https://sms.example', SMS_HEADERS: '{"X":"a\\r\\nY: b"}' }, 'SMS_HEADERS must be'],
  [{ DEMO: 'true' }, 'DEMO must be yes or no.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be debug, info, warn, error or silent.'],
])('a bad value is one clear sentence: %o', (environment, sentence) => {
  expect(() => read(environment)).toThrow(sentence);
});

test('every bad value is told at once, and a secret is never repeated', () => {
  expect(() => read({ PORT: 'x', DEMO: 'x', SECRET_KEY: 'hunter2' })).toThrow(
    /PORT[^]*SECRET_KEY[^]*DEMO|PORT[^]*DEMO/,
  );
  expect(() => read({ SECRET_KEY: 'hunter2' })).not.toThrow('hunter2');
});

test('the secret key is made once, kept, and readable by nobody else', () => {
  const first = ensureSecretKey({ secretKey: null, dataDir });
  expect(first.length).toBeGreaterThanOrEqual(43);
  expect(ensureSecretKey({ secretKey: null, dataDir })).toBe(first);
  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
});
