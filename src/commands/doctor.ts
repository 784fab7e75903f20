import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config/index.ts';
import type { ConnectionTarget } from '../platform/db/connection.ts';
import { Explained } from '../platform/explained.ts';
import { smtpRefusal } from '../platform/mail/index.ts';
import type { Command, Surroundings } from './command.ts';
import { databaseFindings } from './doctor-database.ts';
import { machineFindings } from './doctor-machine.ts';
import { advice, fine, wrong, type Finding } from './finding.ts';
import { databaseSays, openBuiltIn } from './house.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'check the installation and say what to do',
  usage: 'doctor [--online] [--json]',
  help: `Checks addresses, folders, keys and who may read them, free disk space, the database
(reachable, version, roles, migrations, row-level security, connections, clock), background
tasks, the last backup and the senders of messages. Prints one line for each and what to do about
it, and ends with exit code 1 when something stops Doorstep from working. It changes nothing and
sends nothing; a built-in database that is not running is started for the check and stopped again.

  --online    also asks the mail server whether it takes our messages
  --json      prints a list of {check, state: "fine" | "advice" | "wrong", sentence}`,
  options: { online: { type: 'boolean' }, json: { type: 'boolean' } },
  words: { least: 0, most: 0 },
  async run(values, _words, surroundings) {
    const { config, print } = surroundings;
    const findings = [
      ...checkAddresses(config),
      ...(await machineFindings(config)),
      ...(await checkDatabase(surroundings)),
      await checkMail(config, values['online'] === true),
      checkSms(config),
    ];
    const marks = { fine: 'fine   ', advice: 'advice ', wrong: 'WRONG  ' };
    if (values['json'] === true) print(JSON.stringify(findings, null, 2));
    else for (const { state, sentence } of findings) print(`${marks[state]} ${sentence}`);
    return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
  },
};

function checkAddresses({ baseUrl }: Config): Finding[] {
  const { protocol, hostname } = new URL(baseUrl);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (isLocal) {
    return [
      advice(
        'address',
        `Links in messages lead to ${baseUrl}, which only this machine can open: set BASE_URL before sending any.`,
      ),
    ];
  }
  if (protocol === 'http:')
    return [
      wrong(
        'address',
        `${baseUrl} is not encrypted: put a proxy with a certificate in front, and set BASE_URL to https.`,
      ),
    ];
  return [fine('address', `Links lead to ${baseUrl}.`)];
}

async function checkDatabase(surroundings: Surroundings): Promise<Finding[]> {
  const { config, now } = surroundings;
  if (config.databaseUrl === null && !existsSync(join(config.dataDir, 'database-passwords.json'))) {
    return [advice('database', `There is no database in ${config.dataDir} yet: "doorstep start" makes it.`)];
  }
  try {
    const target: ConnectionTarget =
      config.databaseUrl === null
        ? (await openBuiltIn('doctor', 'shared', surroundings)).app
        : { connectionString: config.databaseUrl };
    return await databaseSays(target, config.databaseUrl ?? 'postgres://built-in', (client) =>
      databaseFindings(client, config, now()),
    );
  } catch (error) {
    if (error instanceof Explained) return [wrong('database', error.message)];
    throw error;
  }
}

async function checkMail({ mail }: Config, asks: boolean): Promise<Finding> {
  if (mail === null)
    return advice(
      'mail',
      'No mail server is set: messages are shown in the office and not sent. Set SMTP_URL and MAIL_FROM.',
    );
  const { host } = new URL(mail.smtpUrl);
  if (!asks) return fine('mail', `Messages leave by the mail server ${host}, from ${mail.from}; --online asks it.`);
  const refusal = await smtpRefusal(mail);
  return refusal === null
    ? fine('mail', `The mail server ${host} takes our messages, from ${mail.from}.`)
    : wrong('mail', `The mail server ${host} does not take our messages (${refusal}): check SMTP_URL.`);
}

function checkSms({ sms }: Config): Finding {
  if (sms === null)
    return advice(
      'text messages',
      'No sender of text messages is set: they are shown in the office. Set SMS_URL, or Twilio, to send them.',
    );
  return fine(
    'text messages',
    sms.kind === 'twilio' ? 'Text messages are sent by Twilio.' : `Text messages are sent by ${new URL(sms.url).host}.`,
  );
}
