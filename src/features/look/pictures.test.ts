import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { withClient } from '../../platform/db/connection.ts';
import { openWorld, type Org } from '../../../test/world.ts';

const world = await openWorld();

async function office() {
  const org = await world.org();
  return { org, browser: await world.signInStaff(org, await world.staff(org, { role: 'owner' })) };
}

async function one(sql: string, values: unknown[] = []) {
  return withClient(world.fresh.admin, { name: 'test' }, async (client) => (await client.query(sql, values)).rows[0]);
}
const orgNow = (org: Org) => one('select * from orgs where id = $1', [org.id]);
const lastEvent = (org: Org) =>
  one('select name, data from events where org_id = $1 order by happened_at desc, id desc limit 1', [org.id]);

// ── Logos ──

function png(width: number, height: number, extra = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const rows = deflateSync(Buffer.alloc(height * (width + 1)));
  const comment = extra > 0 ? [chunk('tEXt', Buffer.alloc(extra, 'x'))] : [];
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...comment,
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One grey pixel block, 8 × 8, as a baseline JPEG. */
const JPEG = Buffer.from(
  'ffd8ffdb004300' +
    '01'.repeat(64) +
    'ffc0000b080008000801011100' +
    'ffc4001400010000000000000000000000000000000' +
    '0' +
    'ffc40014100100000000000000000000000000000000' +
    'ffda0008010100003f00' +
    '7f' +
    'ffd9',
  'hex',
);

async function upload(browser: Awaited<ReturnType<typeof office>>['browser'], bytes: Buffer, name = 'logo.png') {
  return browser.postFile('/office/settings/look/logo', { logo: new File([new Uint8Array(bytes)], name) });
}

test('a small PNG or JPEG becomes the logo, by its content and whatever its name, and is served so that it stays a picture', async () => {
  const { org, browser } = await office();
  for (const [bytes, type, name] of [
    [png(120, 25), 'image/png', 'x.exe'],
    [JPEG, 'image/jpeg', 'x.png'],
  ] as const) {
    expect((await upload(browser, bytes, name)).status).toBe(303);
    const row = await orgNow(org);
    expect(row).toMatchObject({ logo_type: type });
    const picture = await world.browser().get(`/${org.slug}/logo/${row.logo_version}`);
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toBe(type);
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect((await browser.post('/office/settings/look/logo-removal')).status).toBe(303);
  expect(await orgNow(org)).toMatchObject({ logo: null, logo_version: null });
  expect(await lastEvent(org)).toMatchObject({ name: 'org.logo_removed' });
});

test('a logo that is too high, too big or no picture is refused with what was measured', async () => {
  const { org, browser } = await office();
  const cases: readonly (readonly [Buffer, string])[] = [
    [png(120, 26), 'This picture is 26 pixels high and may have 25'],
    [png(501, 25), 'This picture is 501 pixels wide'],
    [png(100, 25, 20_480), 'This file has 21 KB and may have 20 KB'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'This file is no PNG or JPEG picture'],
    [Buffer.concat([png(10, 10), Buffer.from('<script>alert(1)</script>')]), 'This file is no PNG or JPEG picture'],
    [
      Buffer.concat([JPEG, Buffer.from('<script>alert(1)</script>'), Buffer.from('ffd9', 'hex')]),
      'This file is no PNG',
    ],
    [png(10, 10).subarray(0, 40), 'This file is no PNG or JPEG picture'],
    [png(0, 0), 'there is nothing to see'],
    [Buffer.alloc(0), 'Choose a picture first'],
  ];
  for (const [bytes, text] of cases) {
    const answer = await upload(browser, bytes);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(text);
  }
  expect((await orgNow(org)).logo).toBeNull();
});

test('the limits of a logo are met exactly', async () => {
  const { org, browser } = await office();
  const base = png(100, 25).length;
  const exact = png(100, 25, 20_480 - base - 12);
  expect(exact.length).toBe(20_480);
  expect((await upload(browser, exact)).status).toBe(303);
  expect(await orgNow(org)).toMatchObject({ logo_height: 25, logo_width: 100 });
  expect((await upload(browser, png(100, 25, 20_480 - base - 11))).status).toBe(422);
});

// ── Favicons ──

const icon = (browser: Awaited<ReturnType<typeof office>>['browser'], bytes: Uint8Array) =>
  browser.postFile('/office/settings/look/favicon', { favicon: new File([new Uint8Array(bytes)], 'icon') });

test('a picture becomes the favicon, drawn anew, and the portal shows it until it is taken away', async () => {
  const { org, browser } = await office();
  const photo = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#a3263f' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'mark-of-the-file' } })
    .toBuffer();
  expect((await icon(browser, photo)).status).toBe(303);
  const { favicon_version: version } = await orgNow(org);
  const visitor = world.browser();
  const { headers, status } = await visitor.get(`/${org.slug}/favicon/${version}`);
  expect([status, headers.get('content-type')]).toEqual([200, 'image/png']);
  const { favicon } = await orgNow(org);
  expect(await sharp(favicon).metadata()).toMatchObject({ format: 'png', width: 64, height: 64 });
  expect(favicon.includes('mark-of-the-file')).toBe(false);
  expect((await visitor.get(`/${org.slug}/sign-in`)).html).toContain(
    `<link rel="icon" href="/${org.slug}/favicon/${version}"`,
  );
  expect((await browser.post('/office/settings/look/favicon-removal')).status).toBe(303);
  expect((await visitor.get(`/${org.slug}/favicon/${version}`)).status).toBe(404);
  expect(await lastEvent(org)).toMatchObject({ name: 'org.favicon_removed' });
});

test('a favicon is at most 2,000 pixels wide, and nothing but a picture', async () => {
  const { org, browser } = await office();
  const wide = (width: number) =>
    sharp({ create: { width, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
  expect((await icon(browser, await wide(2000))).status).toBe(303);
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [await wide(2001), 'more than 2,000 pixels'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'no PNG or JPEG'],
    // The size is written down and nothing is behind it.
    [png(64, 64).subarray(0, 60), 'no PNG or JPEG'],
    [new Uint8Array(0), 'Choose a picture first'],
    [Buffer.alloc(1_000_001, 1), 'more than 1 MB'],
  ];
  for (const [bytes, text] of cases) {
    const answer = await icon(browser, bytes);
    expect([answer.status, answer.html.includes(text)]).toEqual([422, true]);
  }
  expect(await lastEvent(org)).toMatchObject({ name: 'org.favicon_changed' });
});
