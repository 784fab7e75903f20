import { Readable } from 'node:stream';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import {
  CsvRefusal,
  csvLine,
  inspectCsv,
  maxRecordBytes,
  readRecords,
  withoutFormulaGuard,
  type CsvRecord,
  type CsvSource,
  type Encoding,
} from './index.ts';

const asSource =
  (bytes: Buffer, chunkBytes = 64 * 1024): CsvSource =>
  () =>
    Readable.from(pieces(bytes, chunkBytes));

function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(
  source: CsvSource,
  encoding: Encoding = 'utf-8',
  delimiter: ',' | ';' | '\t' | '|' = ',',
): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of readRecords(source, { encoding, delimiter })) records.push(record);
  return records;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CsvRefusal) return `${error.reason} ${error.line ?? ''}`.trim();
    throw error;
  }
  return 'read';
}

const german =
  'Kundennummer;Name;Straße;Ort\r\n1001;Jörg Müller;Schloßstraße 5;Köln\r\n1002;Käthe Böhm;Übergasse 1;Düren\r\n';
const french = 'Numéro;Nom;Ville\n1;Hélène Lefèvre;Besançon\n2;Société Générale d’Électricité;Orléans\n';

test.each<[Encoding, Buffer]>([
  ['utf-8', Buffer.from(german)],
  ['utf-8', Buffer.from(`\ufeff${german}`)],
  ['utf-16le', iconv.encode(german, 'utf-16le', { addBOM: true })],
  ['utf-16le', iconv.encode(german, 'utf-16le')],
  ['utf-16be', iconv.encode(german, 'utf-16be', { addBOM: true })],
  ['utf-16be', iconv.encode(german, 'utf-16be')],
  ['windows-1252', iconv.encode(german, 'windows-1252')],
  ['macintosh', iconv.encode(german, 'macintosh')],
  ['cp850', iconv.encode(german, 'cp850')],
  ['windows-1252', iconv.encode(french, 'windows-1252')],
  ['macintosh', iconv.encode(french, 'macintosh')],
  ['iso-8859-15', iconv.encode('Posten;Preis\nTür;5,00 €\nMaß;17,50 €\n', 'iso-8859-15')],
  ['windows-1250', iconv.encode('Nazwa;Miasto\nStanisław Wąsik;Łódź\nMałgorzata;Gdańsk\n', 'windows-1250')],
  ['windows-1251', iconv.encode('Имя;Город\nИванов Пётр;Москва\nСергей;Тверь\n', 'windows-1251')],
])('a %s file is recognised and its letters come out right', async (encoding, bytes) => {
  const shape = await inspectCsv(asSource(bytes, 7));
  expect(shape.dialect.encoding).toBe(encoding);
  expect(shape.dialect.delimiter).toBe(';');
  const text = shape.columns.concat(...shape.samples.map((record) => record.cells)).join(' ');
  expect(text).toBe(
    iconv
      .decode(bytes, encoding)
      .replace(/^\ufeff/, '')
      .trim()
      .split(/[;\r\n]+/)
      .join(' '),
  );
});

test('an umlaut in the last line of a long file decides its encoding', async () => {
  const ascii = Array.from({ length: 20_000 }, (_, n) => `${n},Plain Name\n`).join('');
  const bytes = Buffer.concat([
    Buffer.from(`number,name\n${ascii}`),
    iconv.encode('20001,Zoë Müller\n', 'windows-1252'),
  ]);
  expect((await inspectCsv(asSource(bytes))).dialect.encoding).toBe('windows-1252');
});

test('a UTF-8 file with one damaged byte stays UTF-8 and shows the damage', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`name,town\n${'Jürgen,Köln\n'.repeat(40)}J`),
    Buffer.from([0xfc]),
    Buffer.from('rgen,Köln\n'),
  ]);
  const shape = await inspectCsv(asSource(bytes));
  expect(shape.dialect.encoding).toBe('utf-8');
  const last = (await readAll(asSource(bytes))).at(-1);
  expect(last?.cells[0]).toBe('J\ufffdrgen');
});

test.each([
  ['an Excel workbook', Buffer.from('PK\x03\x04rest'), 'workbook'],
  ['an old Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'workbook'],
  ['a PDF', Buffer.from('%PDF-1.7'), 'pdf'],
  ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0]), 'compressed'],
  ['an empty file', Buffer.alloc(0), 'empty'],
  ['a file of blank lines', Buffer.from('\n\n  \n'), 'empty'],
  ['a file of zeros', Buffer.alloc(100), 'not-text'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 65, 0, 0, 0]), 'utf-32'],
])('%s is refused by name', async (_, bytes, reason) => {
  expect(await refusal(inspectCsv(asSource(bytes)))).toBe(reason);
});

test.each([
  [',', 'name,price,note\nA,1.5,"x; y"\nB,2,z\n'],
  [';', 'name;price;note\nA, Ltd;1,5;x\nB;2,00;y, z\n'],
  ['\t', 'name\tprice\tnote\nA, Ltd\t1,5\tx; y\nB\t2\tz\n'],
  ['|', 'name|price|note\nA, Ltd|1,5|x\nB|2,0|y\n'],
  [';', 'sep=;\nname;price,note\nA;1,2\n'],
])('the delimiter %j is found among others', async (delimiter, text) => {
  expect((await inspectCsv(asSource(Buffer.from(text)))).dialect.delimiter).toBe(delimiter);
});

test('rows are numbered as a spreadsheet shows them, lines as an editor does', async () => {
  const text = 'a,b\r\n1,"x\r\ny"\r\n\r\n2,z\r3,w\n4,"p\nq\nr"\n5,v';
  expect((await readAll(asSource(Buffer.from(text), 1))).map(({ row, line, cells }) => [row, line, ...cells])).toEqual([
    [1, 1, 'a', 'b'],
    [2, 2, '1', 'x\r\ny'],
    [4, 5, '2', 'z'],
    [5, 6, '3', 'w'],
    [6, 7, '4', 'p\nq\nr'],
    [7, 10, '5', 'v'],
  ]);
});

test('quotation marks that mean inches are kept', async () => {
  const rows = await readAll(asSource(Buffer.from('item,size\npipe,5" wide\n"5"" pipe",x\n"abc"def,y\n')));
  expect(rows.slice(1).map((record) => record.cells)).toEqual([
    ['pipe', '5" wide'],
    ['5" pipe', 'x'],
    ['"abc"def', 'y'],
  ]);
});

test('a record at the size limit is read and one past it is refused with its line', async () => {
  const cell = (bytes: number) => Buffer.from(`a,b\nx,y\n1,"${'x'.repeat(bytes)}"\n`);
  expect((await readAll(asSource(cell(maxRecordBytes - 100)))).length).toBe(3);
  expect(await refusal(readAll(asSource(cell(maxRecordBytes + 100))))).toBe('record-too-long 3');
});

test('a quotation mark that is never closed is named by the line where it opens', async () => {
  expect(await refusal(readAll(asSource(Buffer.from('a,b\n1,2\n3,"open\n4,5\n6,7\n'))))).toBe('quote-not-closed 3');
});

test('a record of 500 columns is read and one of 501 refused', async () => {
  expect((await readAll(asSource(Buffer.from(','.repeat(499) + 'x')))).length).toBe(1);
  expect(await refusal(readAll(asSource(Buffer.from(','.repeat(500) + 'x'))))).toBe('too-many-columns 1');
});

test.each([
  ['names above data', 'Name,Phone\nA,1\n', 1, ['Name', 'Phone']],
  ['no names, only data', '1,A,2020-01-01\n2,B,2021-01-01\n', 0, ['#1', '#2', '#3']],
  ['a title and a blank line first', 'Customers 2026\n\nName,Phone,Town\nA,1,X\nB,2,Y\n', 3, ['Name', 'Phone', 'Town']],
  ['names given twice or not at all', 'Phone,Phone,\n1,2,3\n', 1, ['Phone', 'Phone (2)', '#3']],
  ['only names', 'Name,Phone\n', 1, ['Name', 'Phone']],
])('the header is found: %s', async (_, text, headerRow, columns) => {
  const shape = await inspectCsv(asSource(Buffer.from(text)));
  expect(shape.dialect.headerRow).toBe(headerRow);
  expect(shape.columns).toEqual(columns);
});

const delimiter = fc.constantFrom<',' | ';' | '\t' | '|'>(',', ';', '\t', '|');
/** Cells of ordinary and nasty characters; no carriage return at an edge is trimmed, nothing is altered. */
const cell = fc.string({
  unit: fc.constantFrom('a', 'ü', '"', ',', ';', '\t', '|', '\n', '\r', ' ', '€', '𝄞', "'", '0', '\ufeff'),
  maxLength: 12,
});

test('what is written is read back cell by cell, whatever the delimiter, encoding and size of the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      delimiter,
      fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be'),
      fc.integer({ min: 1, max: 30 }),
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      async (separator, encoding, size, rows) => {
        const written = rows.map((cells) => ['x', ...cells]);
        const text = `start${separator}\r\n${written.map((cells) => csvLine(cells, separator)).join('')}`;
        const read = await readAll(asSource(iconv.encode(text, encoding), size), encoding, separator);
        expect(read.slice(1).map((record) => record.cells.map(withoutFormulaGuard))).toEqual(written);
        expect(read.map((record) => record.row)).toEqual(read.map((_, at) => at + 1));
      },
    ),
  );
});

test('no bytes whatever do more than be read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 40 }), async (bytes, size) => {
      const source = asSource(Buffer.from(bytes), size);
      const answer = await refusal(
        inspectCsv(source).then((shape) => readAll(source, shape.dialect.encoding, shape.dialect.delimiter)),
      );
      expect(answer).toMatch(
        /^(read|empty|workbook|pdf|compressed|not-text|utf-32|record-too-long|quote-not-closed|too-many-columns)/,
      );
    }),
  );
});

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['+49 170 1234567', "'+49 170 1234567"],
  ['-5', '-5'],
  ['-5,50', '-5,50'],
  ['plain', 'plain'],
])('a cell that a spreadsheet would run is written as text: %s', (cell, written) => {
  expect(csvLine([cell], ';')).toBe(`${written}\r\n`);
  expect(withoutFormulaGuard(written)).toBe(cell);
});
