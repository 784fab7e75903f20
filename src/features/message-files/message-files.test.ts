import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { hurryTasks, runTasks } from '../../../test/post.ts';

const world = await openWorld();
const key = () => crypto.randomUUID();
const MB = 1024 * 1024;

async function house() {
  const org = await world.org();
  const member = await world.staff(org);
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true });
  const browser = await world.signInContact(org, contact);
  const { location } = await browser.post(`/${org.slug}/messages/new`, { key: key(), body: 'Hello' });
  return { org, member, customer, contact, browser, path: location, id: location.split('/').at(-1) ?? '' };
}

type House = Awaited<ReturnType<typeof house>>;

const file = (bytes: Uint8Array, name: string) => new File([new Uint8Array(bytes)], name);
const send = ({ browser, path }: House, ...files: File[]) => browser.postFile(path, { key: key(), body: 'See', files });

const filesOf = ({ org }: House) =>
  world.rows<{ id: string; name: string; type: string; bytes: number; width: number; internal: boolean }>(
    org,
    'select id, name, type, bytes, width, internal from message_files order by position',
  );

async function inStore(): Promise<number> {
  let count = 0;
  for await (const one of world.services.files.keys()) count += one === '' ? 0 : 1;
  return count;
}

const photo = (width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: '#246' } })
    .jpeg()
    .withMetadata({ orientation: 6, exif: { IFD0: { Make: 'SecretCam' } } })
    .toBuffer();

const pdf = (bytes = 400) => {
  const head = Buffer.from('%PDF-1.7\n');
  const end = Buffer.from('\n%%EOF\n');
  return Buffer.concat([head, Buffer.alloc(bytes - head.length - end.length, 'a'), end]);
};

test('a photo is drawn anew without place and device, the right way up, with a small one beside it', async () => {
  const home = await house();
  expect((await send(home, file(await photo(), 'tap.jpg'))).status).toBe(303);
  const [found] = await filesOf(home);
  expect(found).toMatchObject({ name: 'tap.jpg', type: 'image/jpeg', width: 30, internal: false });
  const page = await home.browser.get(home.path);
  expect(page.html).toContain(`/files/${found?.id}/small`);
  const stored = await world.rows<{ store_key: string; thumb_key: string }>(
    home.org,
    'select store_key, thumb_key from message_files',
  );
  const pieces: Buffer[] = [];
  for await (const piece of world.services.files.open(stored[0]?.store_key ?? '')) pieces.push(Buffer.from(piece));
  expect(Buffer.concat(pieces).includes('SecretCam')).toBe(false);
  const whole = await home.browser.get(`/${home.org.slug}/files/${found?.id}`);
  expect(whole.headers.get('content-security-policy')).toContain("sandbox; default-src 'none'");
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a PDF is only ever saved, under a name that can do no harm', async () => {
  const home = await house();
  const name = '../../\u202eexe.\u0007Gate “plan”.pdf';
  await send(home, file(pdf(), name));
  const [found] = await filesOf(home);
  expect(found?.name).toBe('exe.Gate “plan”.pdf');
  const answer = await home.browser.get(`/${home.org.slug}/files/${found?.id}`);
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="file"; filename*=UTF-8''exe.Gate%20%E2%80%9Cplan%E2%80%9D.pdf`,
  );
  expect(answer.headers.get('content-type')).toBe('application/pdf');
});

test('what is neither photo nor whole PDF is refused in words, and nothing of it stays', async () => {
  const home = await house();
  const before = await inStore();
  const bad: readonly [string, Uint8Array, string][] = [
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'neither a photo'],
    ['page.jpg', Buffer.from('<html><script>alert(1)</script></html>'), 'neither a photo'],
    ['cut.pdf', Buffer.from('%PDF-1.7\nand nothing more'), 'can’t be opened'],
    ['broken.jpg', Buffer.concat([(await photo()).subarray(0, 200)]), 'can’t be opened'],
    ['phone.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'HEIC'],
    ['bomb.png', bomb(), '40 million pixels'],
  ];
  for (const [name, bytes, words] of bad) {
    const answer = await send(home, file(bytes, name));
    expect([name, answer.status]).toEqual([name, 422]);
    expect(answer.html).toContain(words);
    expect(answer.html).toContain('>See<');
  }
  expect(await filesOf(home)).toEqual([]);
  expect(await inStore()).toBe(before);
});

/** 30,000 × 30,000 pixels in a few hundred bytes. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(30_000, 0);
  head.writeUInt32BE(30_000, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a photo that is an archive too loses what is behind it', async () => {
  const home = await house();
  const both = Buffer.concat([await photo(), Buffer.from('PK\x03\x04 a second file')]);
  expect((await send(home, file(both, 'both.jpg'))).status).toBe(303);
  expect((await filesOf(home))[0]?.bytes).toBeLessThan(both.length);
});

test('a PDF of exactly 25 MB is taken, and one byte more is refused with both numbers', async () => {
  const home = await house();
  expect((await send(home, file(pdf(25 * MB), 'big.pdf'))).status).toBe(303);
  const over = await send(home, file(pdf(25 * MB + 1), 'bigger.pdf'));
  expect(over.status).toBe(422);
  expect(over.html).toContain('26,214,401 bytes');
  expect(over.html).toContain('26,214,400 bytes');
  expect(await filesOf(home)).toHaveLength(1);
});

test('a photo of exactly 10 MB is taken, and one byte more is refused', async () => {
  const home = await house();
  const small = await photo();
  const padded = (bytes: number) => Buffer.concat([small, Buffer.alloc(bytes - small.length)]);
  expect((await send(home, file(padded(10 * MB), 'big.jpg'))).status).toBe(303);
  const over = await send(home, file(padded(10 * MB + 1), 'bigger.jpg'));
  expect(over.status).toBe(422);
  expect(over.html).toContain('10,485,761 bytes');
});

test('ten files go with one message and eleven do not', async () => {
  const home = await house();
  const many = (count: number) => Array.from({ length: count }, (_, at) => file(pdf(), `${at}.pdf`));
  expect((await send(home, ...many(10))).status).toBe(303);
  const over = await send(home, ...many(11));
  expect(over.status).toBe(422);
  expect(over.html).toContain('You chose 11 files');
  expect(await filesOf(home)).toHaveLength(10);
});

test('a message with a photo that is sent twice is one message with one photo', async () => {
  const home = await house();
  const form = { key: key(), body: 'Once', files: [file(await photo(), 'once.jpg')] };
  const answers = await Promise.all([home.browser.postFile(home.path, form), home.browser.postFile(home.path, form)]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(await filesOf(home)).toHaveLength(1);
});

test('the files of a note are the office’s alone', async () => {
  const home = await house();
  const office = await world.signInStaff(home.org, home.member);
  await office.postFile(`/office/messages/${home.id}/notes`, {
    key: key(),
    body: 'Note',
    files: [file(pdf(), 'n.pdf')],
  });
  const [found] = await filesOf(home);
  expect(found?.internal).toBe(true);
  expect((await office.get(`/office/files/${found?.id}`)).status).toBe(200);
  expect((await home.browser.get(`/${home.org.slug}/files/${found?.id}`)).status).toBe(404);
});

test('what an upload that was cut off left behind is swept away within the hour', async () => {
  const home = await house();
  await send(home, file(pdf(), 'kept.pdf'));
  const kept = await inStore();
  const { key: lost } = await world.services.files.put(
    (async function* () {
      yield Buffer.from('half a photo');
    })(),
    { maxBytes: 100 },
  );
  await world.as(home.org.id, async (tx) => {
    const id = crypto.randomUUID();
    await tx
      .insertInto('uploads')
      .values({ org_id: home.org.id, id, store_keys: [lost], begun_at: world.clock.now })
      .execute();
    const { addTask } = await import('../../platform/tasks/index.ts');
    await addTask(tx, 'sweep-upload', { org_id: home.org.id, upload_id: id });
  });
  await hurryTasks(world);
  await runTasks(world);
  expect(await inStore()).toBe(kept);
  expect(await world.rows(home.org, 'select id from uploads')).toEqual([]);
});

test('nothing of all this was answered with an error', () => {
  expect(world.troubles).toEqual([]);
});
