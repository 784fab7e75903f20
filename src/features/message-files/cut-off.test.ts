import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hurryTasks, runTasks } from '../../../test/post.ts';
import { openWorld } from '../../../test/world.ts';
import { serve } from '../../platform/http/index.ts';

const world = await openWorld();
const key = () => crypto.randomUUID();

/** Everything in the store's folder, half a file that is still being written included. */
function onDisk(): string[] {
  const folder = join(world.services.dataDir, 'files');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

test('an upload whose line is cut half-way leaves no file, no message and no upload behind', async () => {
  const org = await world.org();
  const contact = await world.contact(await world.customer(org), { is_main: true });
  const browser = await world.signInContact(org, contact);
  const { location } = await browser.post(`/${org.slug}/messages/new`, { key: key(), body: 'Hello' });
  const { html } = await browser.get(location);
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const before = onDisk();
  const server = await serve({ fetch: world.app.fetch, host: '127.0.0.1', port: 0 });
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  const field = (name: string, value: string) =>
    `--line\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const { host } = new URL(world.services.baseUrl);
  socket.write(
    [
      `POST ${location} HTTP/1.1`,
      `host: ${host}`,
      `origin: ${world.services.baseUrl}`,
      'sec-fetch-site: same-origin',
      'user-agent: Mozilla/5.0 (iPhone) Safari/604.1',
      `cookie: ${[...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`,
      'content-type: multipart/form-data; boundary=line',
      'content-length: 5000000',
      '',
      `${field('csrf', csrf)}${field('key', key())}${field('body', 'Cut')}--line\r\ncontent-disposition: form-data; name="files"; filename="tap.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
    ].join('\r\n'),
  );
  socket.write(Buffer.alloc(300_000, 0xff));
  const uploads = () => world.rows<{ id: string }>(org, 'select id from uploads');
  await expect.poll(async () => [(await uploads()).length, onDisk().length]).toEqual([1, before.length + 1]);
  socket.destroy();
  await expect.poll(onDisk).toEqual(before);
  await server.drain(1_000);
  await hurryTasks(world);
  await runTasks(world);
  expect(await uploads()).toEqual([]);
  expect(onDisk()).toEqual(before);
  expect(await world.rows(org, 'select body from messages')).toEqual([{ body: 'Hello' }]);
});

test('a line that was cut is nobody’s trouble', () => {
  expect(world.troubles).toEqual([]);
});
