import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../platform/config/index.ts';
import type { ConnectionTarget } from '../platform/db/connection.ts';
import { schemaRefusal } from '../platform/db/migrate.ts';
import { Explained } from '../platform/explained.ts';
import { smtpRefusal } from '../platform/mail/index.ts';
import type { Command, Surroundings } from './command.ts';
import { databaseSays, loginRefusal, openBuiltIn } from './house.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'check the installation and say what to do',
  usage: 'doctor',
  help: `Checks the configuration, the database (reachable, version, roles, migrations), its clock, free
disk space and the senders of messages. Prints one line for each and what to do about it, and
ends with exit code 1 when something stops Doorstep from working. It changes nothing and sends
nothing; a built-in database that is not running is started for the check and stopped again.`,
  options: {},
  words: { least: 0, most: 0 },
  async run(_values, _words, surroundings) {
    const findings = [
      ...checkAddresses(surroundings.config),
      ...(await checkDatabase(surroundings)),
      await checkDisk(surroundings.config.dataDir),
      await checkMail(surroundings.config),
      checkSms(surroundings.config),
    ];
    const marks = { fine: 'fine   ', advice: 'advice ', wrong: 'WRONG  ' };
    for (const { state, sentence } of findings) surroundings.print(`${marks[state]} ${sentence}`);
    return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
  },
};

type Finding = { readonly state: 'fine' | 'advice' | 'wrong'; readonly sentence: string };

const fine = (sentence: string): Finding => ({ state: 'fine', sentence });
const advice = (sentence: string): Finding => ({ state: 'advice', sentence });
const wrong = (sentence: string): Finding => ({ state: 'wrong', sentence });

function checkAddresses({ baseUrl, databaseUrl }: Config): Finding[] {
  const { protocol, hostname } = new URL(baseUrl);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (isLocal) {
    return [
      advice(
        `Links in messages lead to ${baseUrl}, which only this machine can open: set BASE_URL before sending any.`,
      ),
    ];
  }
  if (protocol === 'http:')
    return [wrong(`${baseUrl} is not encrypted: put a proxy with a certificate in front, and set BASE_URL to https.`)];
  return [
    fine(`Links lead to ${baseUrl}.`),
    ...(databaseUrl === null
      ? [advice('The built-in database needs backups of DATA_DIR, made while Doorstep is stopped.')]
      : []),
  ];
}

/** A server whose clock is off by more than this makes links expire early or late. */
const largestSkewSeconds = 5;

async function checkDatabase(surroundings: Surroundings): Promise<Finding[]> {
  const { config, now } = surroundings;
  if (config.databaseUrl === null && !existsSync(join(config.dataDir, 'database-passwords.json'))) {
    return [advice(`There is no database in ${config.dataDir} yet: "doorstep start" makes it.`)];
  }
  try {
    const target: ConnectionTarget =
      config.databaseUrl === null
        ? (await openBuiltIn('doctor', 'shared', surroundings)).app
        : { connectionString: config.databaseUrl };
    return await databaseSays(target, config.databaseUrl ?? 'postgres://built-in', async (client) => {
      const { rows } = await client.query<{ version: string; seconds: number }>(
        `select split_part(version(), ' ', 2) as version, extract(epoch from clock_timestamp())::float8 as seconds`,
      );
      const skew = Math.round(Math.abs((rows[0]?.seconds ?? 0) - now().epochMilliseconds / 1000));
      const refusal = (await loginRefusal(client)) ?? (await schemaRefusal(client));
      return [
        refusal === null
          ? fine(`The database (PostgreSQL ${rows[0]?.version}) answers and has every migration.`)
          : wrong(refusal),
        skew <= largestSkewSeconds
          ? fine('The clocks of this machine and of the database agree.')
          : wrong(`The clocks of this machine and of the database differ by ${skew} s: let both follow a time server.`),
      ];
    });
  } catch (error) {
    if (error instanceof Explained) return [wrong(error.message)];
    throw error;
  }
}

const leastFreeBytes = 1024 ** 3;

async function checkDisk(folder: string): Promise<Finding> {
  const stats = await statfs(folder).catch(() => null);
  if (stats === null) return advice(`${folder} is not there yet; the first start makes it.`);
  const free = stats.bavail * stats.bsize;
  const told = `${(free / 1024 ** 3).toFixed(1)} GiB are free where ${folder} is`;
  return free < leastFreeBytes ? wrong(`${told}: make room, or the database will stop.`) : fine(`${told}.`);
}

async function checkMail({ mail }: Config): Promise<Finding> {
  if (mail === null)
    return advice('No mail server is set: messages are shown in the office and not sent. Set SMTP_URL and MAIL_FROM.');
  const { host } = new URL(mail.smtpUrl);
  const refusal = await smtpRefusal(mail);
  return refusal === null
    ? fine(`The mail server ${host} takes our messages, from ${mail.from}.`)
    : wrong(`The mail server ${host} does not take our messages (${refusal}): check SMTP_URL.`);
}

function checkSms({ sms }: Config): Finding {
  if (sms === null)
    return advice(
      'No sender of text messages is set: they are shown in the office. Set SMS_URL, or Twilio, to send them.',
    );
  return fine(
    sms.kind === 'twilio' ? 'Text messages are sent by Twilio.' : `Text messages are sent by ${new URL(sms.url).host}.`,
  );
}
