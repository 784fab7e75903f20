import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/setup/folder.ts';
import { healthRoutes, loadAssets, requestLog, serve } from './index.ts';

describe('assets', () => {
  const folder = temporaryFolder();
  const css = '.card { color: canvastext }';
  const manifest = {
    'portal.css': { file: 'portal-abc123.css', type: 'text/css; charset=utf-8' },
    'mark.png': { file: 'mark-abc123.png', type: 'image/png' },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'portal-abc123.css'), css);
  writeFileSync(join(folder, 'portal-abc123.css.br'), brotliCompressSync(css));
  writeFileSync(join(folder, 'portal-abc123.css.gz'), gzipSync(css));
  writeFileSync(join(folder, 'mark-abc123.png'), 'a picture');
  const assets = loadAssets(folder);
  const app = new Hono().get('/assets/:file', (c) => assets.answer(c));
  const get = (path: string, accept?: string) =>
    app.request(path, accept === undefined ? {} : { headers: { 'accept-encoding': accept } });
  const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

  test('have the address with the hash, and may be kept for ever', async () => {
    expect(assets.path('portal.css')).toBe('/assets/portal-abc123.css');
    const answer = await get(assets.path('portal.css'));
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await answer.text()).toBe(css);
  });

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['*', 'br'],
    ['identity', null],
    ['', null],
  ])('to a browser that accepts "%s" come as %s', async (accept, encoding) => {
    const answer = await get('/assets/portal-abc123.css', accept);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    const body = await bytes(answer);
    expect(answer.headers.get('content-length')).toBe(String(body.length));
    const plain = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
    expect(plain.toString()).toBe(css);
  });

  test('that are pictures come as they are', async () => {
    const answer = await get('/assets/mark-abc123.png', 'br');
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(await answer.text()).toBe('a picture');
  });

  test.each(['/assets/manifest.json', '/assets/portal-abc123.css.br', '/assets/..%2Fmanifest.json', '/assets/x'])(
    'are those of the manifest only, so %s is not found',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  test('that were not built are told in one sentence', () => {
    expect(() => loadAssets(join(folder, 'nowhere'))).toThrow('run "npm run build"');
    expect(() => assets.path('office.css')).toThrow('there is no asset office.css');
  });
});

test('readiness tells why not, and health does not depend on it', async () => {
  let reason: string | null = null;
  const app = healthRoutes({ notReady: async () => reason });
  expect((await app.request('/readyz')).status).toBe(200);
  reason = 'database';
  const answer = await app.request('/readyz');
  expect([answer.status, await answer.text()]).toEqual([503, 'not ready: database\n']);
  expect((await app.request('/healthz')).status).toBe(200);
});

test('the log has the pattern of a route and never the path, since paths hold tokens', async () => {
  const lines: string[] = [];
  const app = new Hono();
  app.use(requestLog({ info: (facts, sentence) => void lines.push(JSON.stringify({ ...facts, sentence })) }));
  app.get('/l/:token', (c) => c.text('hello'));
  const answer = await app.request('/l/secret-token?also=secret');
  await app.request('/office/secret-thing');
  expect(lines.join()).not.toContain('secret');
  const [first, second] = lines.map((line) => JSON.parse(line));
  expect(first).toMatchObject({ method: 'GET', route: '/l/:token', status: 200, sentence: 'answered' });
  expect(first.ms).toBeGreaterThanOrEqual(0);
  expect(first.request_id).toBe(answer.headers.get('x-request-id'));
  expect(second).toMatchObject({ route: '/*', status: 404 });
});

describe('a server', () => {
  const listen = (fetch: (request: Request) => Response | Promise<Response>) =>
    serve({ fetch, host: '127.0.0.1', port: 0 });

  test('that drains finishes what is under way, closes what is idle and takes nothing new', async () => {
    const begun = Promise.withResolvers<void>();
    const may = Promise.withResolvers<void>();
    const server = await listen(async () => {
      begun.resolve();
      await may.promise;
      return new Response('finished');
    });
    const address = `http://127.0.0.1:${server.port}/`;
    const idle = await opened(server.port);
    const answer = fetch(address);
    await begun.promise;
    const drained = server.drain(10_000);
    await idle.ended;
    await expect(fetch(address)).rejects.toThrow('fetch failed');
    may.resolve();
    expect(await (await answer).text()).toBe('finished');
    await drained;
  });

  test('that drains does not wait for ever', async () => {
    const begun = Promise.withResolvers<void>();
    const server = await listen(() => {
      begun.resolve();
      return new Promise<Response>(() => {});
    });
    const answer = fetch(`http://127.0.0.1:${server.port}/`).catch(() => 'cut');
    await begun.promise;
    await server.drain(50);
    expect(await answer).toBe('cut');
  });

  test('on a taken port is one sentence', async () => {
    const { port, drain } = await listen(() => new Response());
    const second = serve({ fetch: () => new Response(), host: '127.0.0.1', port });
    await expect(second).rejects.toThrow(`Port ${port} is taken by another program`);
    await drain(0);
  });

  test('refuses headers of more than 16 KiB without troubling the app', async () => {
    let asked = 0;
    const { port, drain } = await listen(() => new Response(String(++asked)));
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-much': 'x'.repeat(17_000) } });
    expect([answer.status, asked]).toEqual([431, 0]);
    await drain(0);
  });
});

/** A connection that has sent nothing. */
async function opened(port: number): Promise<{ socket: Socket; ended: Promise<void> }> {
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((done) => socket.once('connect', done));
  return { socket, ended: new Promise((done) => socket.once('close', () => done())) };
}
