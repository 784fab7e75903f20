import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { FileTooLarge, folderStore, MalformedUpload, receiveUpload, safeFileName } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'doorstep-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
const store = folderStore(folder);

async function* pieces(...chunks: string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

const filesKept = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

function form(content: string, { name = 'list.csv', boundary = 'xyz', kind = 'customers' } = {}): Request {
  const body = [
    `--${boundary}\r\nContent-Disposition: form-data; name="kind"\r\n\r\n${kind}\r\n`,
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n`,
    `--${boundary}--\r\n`,
  ].join('');
  return post(body, `multipart/form-data; boundary=${boundary}`);
}

function post(body: BodyInit | null, type: string): Request {
  return new Request('http://door.test/', { method: 'POST', body, headers: { 'content-type': type } });
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    return error;
  }
}

test('a stored file is read back by its key and gone when removed', async () => {
  const stored = await store.put(pieces('one,', 'two'), { maxBytes: 7 });
  expect(stored.bytes).toBe(7);
  expect((await buffer(store.open(stored.key))).toString()).toBe('one,two');
  await store.remove(stored.key);
  await store.remove(stored.key);
  expect(await failure(buffer(store.open(stored.key)))).toMatchObject({ code: 'ENOENT' });
});

test('a file at the limit is kept; one byte more is refused with its size and leaves nothing', async () => {
  const before = filesKept();
  const kept = await store.put(pieces('12345'), { maxBytes: 5 });
  const refused = await failure(store.put(pieces('123', '456'), { maxBytes: 5 }));
  expect(refused).toMatchObject({ bytes: 6, maxBytes: 5, atLeast: false });
  const endless = await failure(store.put(pieces('123456', '123456'), { maxBytes: 5 }));
  expect(endless).toMatchObject({ bytes: 12, atLeast: true });
  await store.remove(kept.key);
  expect(filesKept()).toBe(before);
});

test.each(['../../etc/passwd', '', 'ABC', `${'a'.repeat(31)}/`])('%j is no key', (key) => {
  expect(() => store.open(key)).toThrow(TypeError);
});

test('an uploaded form gives its fields and its file', async () => {
  const upload = await receiveUpload(form('a,b\r\n1,2\r\n'), store, { maxBytes: 100 });
  expect(upload.fields.get('kind')).toBe('customers');
  expect(upload.file?.name).toBe('list.csv');
  expect((await buffer(store.open(upload.file?.key ?? ''))).toString()).toBe('a,b\r\n1,2\r\n');
});

test('whatever the content and the size of the pieces it comes in, it is stored byte by byte', async () => {
  const content = fc.string({
    unit: fc.constantFrom('a', '\r', '\n', '-', '--xyz', '\r\n--xy', '\r\n-', 'ü'),
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 9 }), async (text, size) => {
      fc.pre(!text.includes('\r\n--xyz'));
      const bytes = Buffer.from(await form(text).text());
      const init: RequestInit & { duplex: 'half' } = {
        method: 'POST',
        body: streamed(bytes, size),
        duplex: 'half',
        headers: { 'content-type': 'multipart/form-data; boundary=xyz' },
      };
      const request = new Request('http://door.test/', init);
      const upload = await receiveUpload(request, store, { maxBytes: 1000 });
      expect((await buffer(store.open(upload.file?.key ?? ''))).toString()).toBe(text);
    }),
  );
});

function streamed(bytes: Buffer, size: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });
}

test('a form in which no file was chosen has none', async () => {
  const before = filesKept();
  expect((await receiveUpload(form('', { name: '' }), store, { maxBytes: 100 })).file).toBe(null);
  expect(filesKept()).toBe(before);
});

test('an upload past the limit says how large it is and is not kept', async () => {
  const before = filesKept();
  expect(await failure(receiveUpload(form('x'.repeat(101)), store, { maxBytes: 100 }))).toMatchObject({
    name: 'FileTooLarge',
    bytes: 101,
  });
  expect(await failure(receiveUpload(form('x'.repeat(500_000)), store, { maxBytes: 100 }))).toMatchObject({
    name: 'FileTooLarge',
    atLeast: true,
  });
  expect(filesKept()).toBe(before);
});

test('a form that is cut off or is none is malformed, and nothing of it is kept', async () => {
  const before = filesKept();
  const whole = await form('a,b\r\n1,2').text();
  const type = 'multipart/form-data; boundary=xyz';
  const answers = await Promise.all(
    [
      post(whole.slice(0, -12), type),
      post('', type),
      post(null, type),
      post('a=b', 'application/x-www-form-urlencoded'),
      post(whole, 'multipart/form-data'),
    ].map((request) => failure(receiveUpload(request, store, { maxBytes: 1000 }))),
  );
  for (const answer of answers) expect(answer).toBeInstanceOf(MalformedUpload);
  expect(filesKept()).toBe(before);
});

test('no body whatever makes an upload fail otherwise', async () => {
  const whole = Buffer.from(await form('a,b\r\n1,"2"\r\n').text());
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.nat(whole.length),
      async (changes, cut) => {
        const bytes = Buffer.from(whole.subarray(0, whole.length - (cut % 7 === 0 ? cut : 0)));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const answer = await failure(
          receiveUpload(post(bytes, 'multipart/form-data; boundary=xyz'), store, { maxBytes: 1000 }),
        );
        expect(
          answer instanceof MalformedUpload ||
            answer instanceof FileTooLarge ||
            (typeof answer === 'object' && answer !== null && 'file' in answer),
        ).toBe(true);
      },
    ),
  );
});

test.each([
  ['C:\\Users\\anna\\Kunden.csv', 'Kunden.csv'],
  ['../../x.csv', 'x.csv'],
  ['evil\u202evsc.exe', 'evilvsc.exe'],
  ['', 'file'],
  ['ä'.repeat(200), 'ä'.repeat(120)],
])('the file name %j is shown as %j', (given, shown) => {
  expect(safeFileName(given)).toBe(shown);
});
