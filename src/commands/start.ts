import type { Command } from './command.ts';
import { openHouse } from './house.ts';
import { openWebProcesses } from './web-processes.ts';

export const startCommand: Command = {
  name: 'start',
  summary: 'run everything: database, pages and background tasks',
  usage: 'start [--port N] [--host ADDRESS]',
  help: `Starts the built-in database (or checks the one of DATABASE_URL), brings it up to this
version, fills an empty one with the demo world, serves the portal and the office, and runs
background tasks. Ctrl-C or SIGTERM finishes what is under way and stops everything.

  --port N          listen on this port instead of PORT
  --host ADDRESS    listen on this address instead of HOST

Everything else is set by environment variables, or by a file .env in the current folder:

  PORT              port to listen on (3000)
  HOST              address to listen on (127.0.0.1, this machine only; a proxy with a
                    certificate belongs in front. In a container: 0.0.0.0)
  BASE_URL          the address visitors use, for the links in messages
  OFFICE_URL        the address of the office, when it has a host of its own
                    (http://localhost:PORT)
  TRUSTED_PROXIES   how many proxies in front write X-Forwarded-For (0)
  DATA_DIR          folder of the built-in database and of generated keys (./data)
  DATABASE_URL      a PostgreSQL 18 of your own, as postgres://doorstep_app:password@host/name;
                    prepare it with "doorstep migrate"
  DATABASE_CONNECTIONS  connections one process may hold (16)
  SECRET_KEY        32 random characters or more; whoever has them can open every link.
                    Generated in DATA_DIR unless DATABASE_URL is set
  SMTP_URL          mail server, as smtps://user:password@host:465 (or smtp://, encrypted by
                    STARTTLS unless it ends in ?tls=none)
  MAIL_FROM         the address messages come from
  SMS_URL           text messages are posted here as JSON {"to", "from", "text", "id"}
  SMS_METHOD, SMS_HEADERS, SMS_BODY   for a provider that wants it otherwise: POST, PUT or GET;
                    a JSON object of headers; a JSON or form body with {to}, {from}, {text}
                    and {id} in it (they may stand in SMS_URL as well)
  SMS_TOKEN         sent along as "Authorization: Bearer …"
  SMS_FROM          sender of text messages
  TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN   send text messages by Twilio instead
  DEMO              whether an empty database gets the demo world: yes or no
                    (yes with the built-in database, else no)
  LOG_LEVEL         debug, info, warn, error or silent (info)
  WEB_CONCURRENCY   web processes that share the port (1)
  METRICS_TOKEN     lets whoever sends it as "Authorization: Bearer …" read /metrics from elsewhere
  LOG_HEADS_TO      who is mailed each night where the log of each business ends: an e-mail
                    address, or owners
  BACKUP_DIR        a folder in which a backup is made each night
  BACKUP_KEEP       how many of them are kept (7)
  BACKUP_PASSPHRASE_FILE   a file whose first line they are encrypted with
  BACKUP_DATABASE_URL   with DATABASE_URL and BACKUP_DIR: a login that may take on doorstep_backup

Without a mail server or text-message sender, every message is shown in the office's mailbox
and none is sent.`,
  options: { port: { type: 'string' }, host: { type: 'string' } },
  words: { least: 0, most: 0 },
  async run(_values, _words, surroundings) {
    // The pages are loaded while the database starts; no other command needs them.
    const [house, { openDoor, openServices, openTasks }, { greeting }, { loadDemo }] = await Promise.all([
      openHouse('start', 'alone', surroundings),
      import('./serving.ts'),
      import('./greeting.ts'),
      import('../features/demo/index.ts'),
    ]);
    const parts = await openServices(house, surroundings);
    if (surroundings.config.demo) await loadDemo(parts.services);
    await openTasks(house, parts, surroundings);
    if (surroundings.config.webConcurrency === 1) await openDoor(parts, surroundings);
    else await openWebProcesses(surroundings.config.webConcurrency, surroundings);
    surroundings.print(await greeting(parts.services));
    return 'serving';
  },
};
