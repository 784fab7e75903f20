import { migrate } from '../platform/db/migrate.ts';
import { Explained } from '../platform/explained.ts';
import { textOf, type Command } from './command.ts';
import { databaseSays, externalLogins, openBuiltIn } from './house.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database up to this version',
  usage: 'migrate [--admin-url postgres://…]',
  help: `Creates the roles that Doorstep needs and applies every migration that is missing.
Migrations only go forward, and are safe while the previous version still serves.

The built-in database is migrated by "doorstep start"; nothing has to be given then.
For a PostgreSQL of your own, set DATABASE_URL to the login Doorstep will use
(doorstep_app, with the password it is to get) and give --admin-url once: a superuser, or a
login with CREATEROLE that owns the database. It is used for this command and kept nowhere.

  --admin-url URL   who may create roles and tables, on the same database

Example:
  createdb doorstep
  DATABASE_URL=postgres://doorstep_app:new-password@db:5432/doorstep \\
    doorstep migrate --admin-url postgres://postgres:admin-password@db:5432/doorstep`,
  options: { 'admin-url': { type: 'string' } },
  words: { least: 0, most: 0 },
  async run(values, _words, surroundings) {
    const { print } = surroundings;
    const done = await applied(textOf(values, 'admin-url'), surroundings);
    for (const name of done) print(`Applied ${name}.`);
    print(done.length === 0 ? 'The database is up to date.' : 'The database is now up to date.');
    return 0;
  },
};

async function applied(adminUrl: string | undefined, surroundings: Parameters<Command['run']>[2]): Promise<string[]> {
  const { config } = surroundings;
  if (config.databaseUrl === null) {
    if (adminUrl !== undefined)
      throw new Explained('--admin-url goes with DATABASE_URL; the built-in database needs neither.');
    const { admin, app } = await openBuiltIn('migrate', 'shared', surroundings);
    return await migrate(admin, app.password);
  }
  if (adminUrl === undefined)
    throw new Explained('With DATABASE_URL, give --admin-url too: "doorstep help migrate" shows how.');
  const { admin, password } = externalLogins({ ...config, databaseUrl: config.databaseUrl }, adminUrl);
  await databaseSays(admin, adminUrl, async (client) => await client.query('select 1'));
  return await migrate(admin, password);
}
