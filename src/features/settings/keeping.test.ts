import { expect, test } from 'vitest';
import { Browser } from '../../../test/browser.ts';
import { openWorld } from '../../../test/world.ts';
import { createApp } from '../../app.tsx';
import { runDueTasks } from '../../platform/tasks/index.ts';
import { withClient } from '../../platform/db/connection.ts';
import { nightlyBackup, backUpTask } from '../keeping/index.ts';

const world = await openWorld();
let made = 0;
const services = {
  ...world.services,
  backups: {
    folder: '/backups',
    keep: 5,
    make: async () => {
      made += 1;
    },
  },
};
const app = createApp(services);
const PAGE = '/office/settings/keeping';

async function office(role: string) {
  const org = await world.org();
  const signedIn = await world.signInStaff(org, await world.staff(org, { role }));
  const browser = new Browser(app, services);
  for (const [name, value] of signedIn.cookies) browser.cookies.set(name, value);
  return { org, signedIn, browser };
}

const note = (sql: string) => withClient(world.fresh.admin, { name: 'test' }, (client) => client.query(sql));

test('an owner asks for a backup, once, and the background makes it', async () => {
  const { browser } = await office('owner');
  expect((await browser.get(PAGE)).html).toContain('No backup yet');
  for (const _ of [1, 2]) expect((await browser.post(`${PAGE}/backup`)).location).toBe(PAGE);
  await runDueTasks({ database: world.fresh.app, tasks: [backUpTask], services, log: services.log });
  expect(made).toBe(1);
  await note(`insert into doorstep_private.backups (kind, began_at, finished_at, file_name, bytes)
    values ('made', '${world.clock.now}', '${world.clock.now}', 'doorstep-2026-11-23-100000.backup', 2500000)`);
  const refused = await browser.post(`${PAGE}/backup`);
  expect([refused.status, refused.html]).toEqual([409, expect.stringContaining('was begun in the last 10 minutes')]);
  await nightlyBackup.run(services);
  expect(made).toBe(2);
});

test('the page tells what there is, what failed and how it is restored', async () => {
  const { browser } = await office('manager');
  await note(`insert into doorstep_private.backups (kind, began_at, failed_at, failure, file_name)
    values ('made', '${world.clock.now.add({ minutes: 1 })}', '${world.clock.now}', 'The disk is full.', 'x.backup')`);
  const { html } = await browser.get(PAGE);
  for (const text of ['The disk is full.', 'doorstep restore doorstep-2026-11-23-100000.backup', 'latest 5 are kept'])
    expect(html).toContain(text);
  expect(html).not.toContain('Back up now');
  expect((await browser.post(`${PAGE}/backup`)).status).not.toBe(303);
  world.clock.now = world.clock.now.add({ hours: 72 });
  const later = await office('manager');
  expect((await later.browser.get(PAGE)).html).toContain('more than two days old');
  // Where no place is set, the page says what to set.
  expect((await later.signedIn.get(PAGE)).html).toContain('set BACKUP_DIR');
});
