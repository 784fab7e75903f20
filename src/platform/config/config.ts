import { resolve } from 'node:path';
import { z } from 'zod';
import { Explained } from '../explained.ts';

export type MailConfig = {
  /** `smtp://` or `smtps://`, with the login in it. */
  readonly smtpUrl: string;
  /** The address every message comes from; the org's own stands in Reply-To. */
  readonly from: string;
};

export type SmsConfig =
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly method: 'POST' | 'PUT' | 'GET';
      readonly headers: Readonly<Record<string, string>>;
      /** The request's body with {to}, {from}, {text} and {id} in it; null for our own JSON. */
      readonly body: string | null;
      readonly token: string | null;
      readonly from: string | null;
    }
  | { readonly kind: 'twilio'; readonly accountSid: string; readonly authToken: string; readonly from: string };

export type Config = {
  readonly port: number;
  readonly host: string;
  /** Origin of every link that is sent out; no slash at the end. */
  readonly baseUrl: string;
  /** Origin of the office: the same, unless it has a host of its own. */
  readonly officeUrl: string;
  /** Absolute. Holds the embedded database, the generated keys and nothing a visitor is served. */
  readonly dataDir: string;
  /** Null means the embedded database. */
  readonly databaseUrl: string | null;
  /** Null means the generated one in `dataDir`; see `ensureSecretKey`. */
  readonly secretKey: string | null;
  /** Null means the mailbox in the office shows every message and none is sent. */
  readonly mail: MailConfig | null;
  readonly sms: SmsConfig | null;
  /** Whether an empty database is filled with the demo world at start. */
  readonly demo: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly trustedProxies: number;
  /** Connections to the database that one web process may hold. */
  readonly databaseConnections: number;
  /** How many web processes share the port. */
  readonly webConcurrency: number;
  /** Null means that /metrics answers this machine only. */
  readonly metricsToken: string | null;
  /** Who is mailed where each log ends: an address, or `owners`; null means nobody. */
  readonly logHeadsTo: string | null;
  readonly backups: BackupConfig;
};

export type BackupConfig = {
  /** Where a backup is made each night; absolute. Null means none is. */
  readonly folder: string | null;
  /** How many of them are kept. */
  readonly keep: number;
  /** The file that holds the passphrase they are encrypted with; absolute. Null means that they are not. */
  readonly passphraseFile: string | null;
  /** With DATABASE_URL: a login that may take on doorstep_backup. */
  readonly databaseUrl: string | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
const url = (protocol: RegExp) => z.url({ protocol });

/** Each variable: how it is parsed, and what it must be, as the end of the sentence "PORT must be …". */
const variables = {
  PORT: [wholeNumber(1, 65_535), 'a port number from 1 to 65535'],
  HOST: [
    z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
    'the address to listen on, such as 127.0.0.1, or 0.0.0.0 for every network',
  ],
  BASE_URL: [
    url(/^https?$/).refine((text) => URL.parse(text)?.origin === text.replace(/\/$/, '')),
    'the address that visitors use, such as https://portal.example.com, without a path',
  ],
  OFFICE_URL: [
    url(/^https?$/).refine((text) => URL.parse(text)?.origin === text.replace(/\/$/, '')),
    'the address of the office when it has a host of its own, such as https://office.example.com, without a path',
  ],
  DATA_DIR: [z.string().max(1000), 'a folder'],
  DATABASE_URL: [
    // Not z.url: a socket's address, postgres:///name?host=/run/postgresql, has no host.
    z.string().refine((text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')),
    'a PostgreSQL address such as postgres://doorstep_app:password@host:5432/doorstep',
  ],
  SECRET_KEY: [
    z.string().min(32).max(1000),
    'at least 32 random characters (for example from "openssl rand -base64 32")',
  ],
  SMTP_URL: [url(/^smtps?$/), 'a mail server such as smtps://user:password@mail.example.com:465'],
  MAIL_FROM: [z.string().regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/), 'an e-mail address such as portal@example.com'],
  SMS_URL: [url(/^https?$/), 'the http address that text messages are posted to'],
  SMS_METHOD: [z.enum(['POST', 'PUT', 'GET']), 'POST, PUT or GET'],
  SMS_HEADERS: [
    z
      .string()
      .transform((text) => jsonIn(text))
      .pipe(z.record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), z.string().regex(/^[\x20-\x7e]{0,1000}$/))),
    'a JSON object of headers, such as {"Content-Type":"application/x-www-form-urlencoded"}',
  ],
  SMS_BODY: [z.string().max(5000), 'the body of the request with {to}, {from}, {text} and {id} in it'],
  SMS_TOKEN: [z.string().max(1000), 'the token for SMS_URL'],
  SMS_FROM: [z.string().max(50), 'a phone number or a sender name'],
  TWILIO_ACCOUNT_SID: [z.string().regex(/^AC[0-9a-fA-F]{32}$/), 'an account SID, which begins with AC'],
  TWILIO_AUTH_TOKEN: [z.string().max(200), "the account's auth token"],
  DEMO: [z.enum(['yes', 'no']), 'yes or no'],
  LOG_LEVEL: [z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'debug, info, warn, error or silent'],
  TRUSTED_PROXIES: [wholeNumber(0, 10), 'how many proxies stand in front, from 0 to 10'],
  DATABASE_CONNECTIONS: [wholeNumber(2, 500), 'a number of connections from 2 to 500'],
  WEB_CONCURRENCY: [wholeNumber(1, 64), 'a number of processes from 1 to 64'],
  METRICS_TOKEN: [z.string().min(16).max(200), 'at least 16 random characters'],
  LOG_HEADS_TO: [
    z.string().regex(/^(?:owners|[^\s@<>]{1,64}@[^\s@<>]{1,190})$/),
    'an e-mail address, or "owners" for those of each business',
  ],
  BACKUP_DIR: [z.string().max(1000), 'a folder'],
  BACKUP_KEEP: [wholeNumber(1, 1000), 'how many backups are kept, from 1 to 1000'],
  BACKUP_PASSPHRASE_FILE: [z.string().max(1000), 'a file with a passphrase in it'],
  BACKUP_DATABASE_URL: [
    z.string().refine((text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')),
    'the PostgreSQL address of a login that may take on doorstep_backup',
  ],
} as const;

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The variables that Doorstep reads, for help texts and for the check that the documentation names each. */
export const variableNames: readonly string[] = Object.keys(variables);

/**
 * The configuration in the environment; an empty variable counts as absent. `folder` is where a relative DATA_DIR
 * begins. Throws `Explained` with a sentence for every bad value, all at once.
 */
export function readConfig(environment: Environment, folder: string): Config {
  const problems: string[] = [];
  const read = <T>([schema, expected]: readonly [z.ZodType<T, string>, string], name: string): T | undefined => {
    const text = environment[name]?.trim();
    if (text === undefined || text === '') return undefined;
    const parsed = schema.safeParse(text);
    if (!parsed.success) problems.push(`${name} must be ${expected}.`);
    return parsed.data;
  };
  const port = read(variables.PORT, 'PORT') ?? 3000;
  const databaseUrl = read(variables.DATABASE_URL, 'DATABASE_URL') ?? null;
  const secretKey = read(variables.SECRET_KEY, 'SECRET_KEY') ?? null;
  if (databaseUrl !== null && secretKey === null && !problems.some((problem) => problem.startsWith('SECRET_KEY'))) {
    problems.push(`SECRET_KEY is missing: with DATABASE_URL, set it to ${variables.SECRET_KEY[1]}.`);
  }
  const baseUrl = (read(variables.BASE_URL, 'BASE_URL') ?? `http://localhost:${port}`).replace(/\/$/, '');
  const config: Config = {
    port,
    // Only this machine by default: a proxy with a certificate belongs in front, and the demo world's passwords are
    // known to everybody. Containers set HOST=0.0.0.0.
    host: read(variables.HOST, 'HOST') ?? '127.0.0.1',
    baseUrl,
    officeUrl: officeUrl(read(variables.OFFICE_URL, 'OFFICE_URL'), baseUrl, problems),
    dataDir: resolve(folder, read(variables.DATA_DIR, 'DATA_DIR') ?? 'data'),
    databaseUrl,
    secretKey,
    mail: mailConfig(read(variables.SMTP_URL, 'SMTP_URL'), read(variables.MAIL_FROM, 'MAIL_FROM'), problems),
    sms: smsConfig(
      {
        url: read(variables.SMS_URL, 'SMS_URL'),
        method: read(variables.SMS_METHOD, 'SMS_METHOD'),
        headers: read(variables.SMS_HEADERS, 'SMS_HEADERS'),
        body: read(variables.SMS_BODY, 'SMS_BODY'),
        token: read(variables.SMS_TOKEN, 'SMS_TOKEN'),
        from: read(variables.SMS_FROM, 'SMS_FROM'),
        accountSid: read(variables.TWILIO_ACCOUNT_SID, 'TWILIO_ACCOUNT_SID'),
        authToken: read(variables.TWILIO_AUTH_TOKEN, 'TWILIO_AUTH_TOKEN'),
      },
      problems,
    ),
    demo: (read(variables.DEMO, 'DEMO') ?? (databaseUrl === null ? 'yes' : 'no')) === 'yes',
    logLevel: read(variables.LOG_LEVEL, 'LOG_LEVEL') ?? 'info',
    trustedProxies: read(variables.TRUSTED_PROXIES, 'TRUSTED_PROXIES') ?? 0,
    databaseConnections: read(variables.DATABASE_CONNECTIONS, 'DATABASE_CONNECTIONS') ?? 16,
    webConcurrency: read(variables.WEB_CONCURRENCY, 'WEB_CONCURRENCY') ?? 1,
    metricsToken: read(variables.METRICS_TOKEN, 'METRICS_TOKEN') ?? null,
    logHeadsTo: read(variables.LOG_HEADS_TO, 'LOG_HEADS_TO') ?? null,
    backups: {
      folder: resolved(folder, read(variables.BACKUP_DIR, 'BACKUP_DIR')),
      keep: read(variables.BACKUP_KEEP, 'BACKUP_KEEP') ?? 7,
      passphraseFile: resolved(folder, read(variables.BACKUP_PASSPHRASE_FILE, 'BACKUP_PASSPHRASE_FILE')),
      databaseUrl: read(variables.BACKUP_DATABASE_URL, 'BACKUP_DATABASE_URL') ?? null,
    },
  };
  if (databaseUrl !== null && config.backups.folder !== null && config.backups.databaseUrl === null)
    problems.push(
      `BACKUP_DATABASE_URL is missing: with DATABASE_URL and BACKUP_DIR, set it to ${variables.BACKUP_DATABASE_URL[1]}.`,
    );
  if (problems.length > 0) throw new Explained(problems.join('\n'));
  return config;
}

/** Cookies of both doors are kept alike, so both are encrypted or neither is. */
function officeUrl(given: string | undefined, baseUrl: string, problems: string[]): string {
  const url = (given ?? baseUrl).replace(/\/$/, '');
  if (new URL(url).protocol === new URL(baseUrl).protocol) return url;
  problems.push('OFFICE_URL and BASE_URL must both begin with https, or both with http.');
  return baseUrl;
}

function resolved(folder: string, path: string | undefined): string | null {
  return path === undefined ? null : resolve(folder, path);
}

function mailConfig(smtpUrl: string | undefined, from: string | undefined, problems: string[]): MailConfig | null {
  if (smtpUrl === undefined) return null;
  if (from !== undefined) return { smtpUrl, from };
  problems.push('MAIL_FROM is missing: with SMTP_URL, set it to the address that messages come from.');
  return null;
}

type SmsVariables = Record<'url' | 'body' | 'token' | 'from' | 'accountSid' | 'authToken', string | undefined> & {
  readonly method: 'POST' | 'PUT' | 'GET' | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
};

function smsConfig(given: SmsVariables, problems: string[]): SmsConfig | null {
  const { url, method = 'POST', headers = {}, body = null, token = null, from, accountSid, authToken } = given;
  if (url !== undefined && (accountSid !== undefined || authToken !== undefined)) {
    problems.push('SMS_URL and TWILIO_ACCOUNT_SID exclude each other: set one of them.');
    return null;
  }
  if (url !== undefined) return { kind: 'http', url, method, headers, body, token, from: from ?? null };
  if (accountSid === undefined && authToken === undefined) return null;
  if (accountSid !== undefined && authToken !== undefined && from !== undefined) {
    return { kind: 'twilio', accountSid, authToken, from };
  }
  problems.push('Twilio needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and SMS_FROM together.');
  return null;
}
