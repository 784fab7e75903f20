import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { importFromCommandLine, OrderRefusal, type ImportOrder } from '../features/imports/index.ts';
import { importKinds, isImportKind } from '../features/import-columns/index.ts';
import type { Counts } from '../features/import-runs/index.ts';
import { CsvRefusal, delimiters, encodings } from '../platform/csv/index.ts';
import { Explained, errorCode } from '../platform/explained.ts';
import { database, openPool, type Database } from '../platform/db/index.ts';
import { createTranslator } from '../platform/i18n/index.ts';
import { isWordKey } from '../words/index.ts';
import { textOf, type Command, type Surroundings, type Values } from './command.ts';
import { openHouse } from './house.ts';

const choices = {
  dates: ['dmy', 'mdy', 'ymd', 'serial'],
  numbers: ['point', 'comma'],
  amounts: ['major', 'minor'],
  prices: ['net', 'gross'],
} as const;

export const importCommand: Command = {
  name: 'import',
  summary: 'bring in customers, contacts, sites, jobs, invoices or payments from a CSV file',
  usage: 'import <kind> <file> --org <slug> [options]',
  help: `<kind> is one of ${importKinds.join(', ')}.

  --org <slug>         the business, as in its portal's address
  --dry-run            check the file and write nothing
  --skip-bad-rows      leave bad rows out; without it a single bad row stops the whole file
  --map "A=field; B="  read column A as that field and leave column B out
  --errors <file>      where the error file goes (the file's name with " - errors" otherwise)
  --encoding <name>    ${encodings.slice(0, 6).join(', ')}, …
  --delimiter <sign>   , ; | or tab
  --header-row <n>     the row of the column names, 0 if there is none
  --dates <order>      ${choices.dates.join(', ')}
  --numbers <style>    point (1,234.56) or comma (1.234,56)
  --amounts <unit>     major (29.75) or minor (2975 for the same)
  --prices <kind>      net, or gross with tax in them
  --tax-rate <n>       per cent, for lines that name none

What is not said is found out from the file and printed first. Progress goes to standard error.
Ends with 0 when every row is in, 1 when nothing was written, 3 when bad rows were left out.`,
  options: {
    org: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'skip-bad-rows': { type: 'boolean' },
    map: { type: 'string' },
    errors: { type: 'string' },
    encoding: { type: 'string' },
    delimiter: { type: 'string' },
    'header-row': { type: 'string' },
    dates: { type: 'string' },
    numbers: { type: 'string' },
    amounts: { type: 'string' },
    prices: { type: 'string' },
    'tax-rate': { type: 'string' },
  },
  words: { least: 2, most: 2 },
  async run(values, [kind = '', file = ''], surroundings) {
    const order = orderOf(values, kind, file);
    const house = await openHouse('import', 'shared', surroundings);
    const { closing, log, now } = surroundings;
    const db = database(
      openPool({
        connection: 'connectionString' in house.app ? house.app.connectionString : { ...house.app },
        // One writes, one notes how far it is.
        size: 3,
        onError: (error) => log.warn({ code: errorCode(error) }, 'a database connection was lost'),
      }),
    );
    await closing.add('the connections to the database', () => db.close());
    return await carryOut({ ...order, db, t: createTranslator('en-GB'), now }, errorPath(values, file), surroundings);
  },
};

type Order = Omit<ImportOrder, 'db' | 't' | 'now' | 'onProgress' | 'say'>;

function orderOf(values: Values, kind: string, file: string): Order {
  if (!isImportKind(kind)) throw new Explained(`"${kind}" can't be imported: ${importKinds.join(', ')} can.`);
  const orgSlug = textOf(values, 'org');
  if (orgSlug === undefined) throw new Explained("Say whose file it is: --org takes the name in the portal's address.");
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Explained(`There is no file ${file}.`);
  const mode = values['dry-run'] === true ? 'check' : values['skip-bad-rows'] === true ? 'skip' : 'stop';
  const fileName = basename(file).slice(-120);
  const rest = { columns: columnsOf(textOf(values, 'map')), dialect: dialectOf(values), reading: readingOf(values) };
  return { orgSlug, kind, source: () => createReadStream(file), fileName, mode, ...rest };
}

function columnsOf(text: string | undefined): Map<string, string> {
  const columns = new Map<string, string>();
  for (const part of (text ?? '').split(';').filter((piece) => piece.trim() !== '')) {
    const at = part.lastIndexOf('=');
    if (at === -1)
      throw new Explained(`"${part.trim()}" is not understood: --map takes "Header=field; Other header=field".`);
    columns.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return columns;
}

function dialectOf(values: Values): Order['dialect'] {
  const encoding = oneOf('encoding', textOf(values, 'encoding')?.toLowerCase(), encodings);
  const sign = textOf(values, 'delimiter');
  const delimiter = oneOf('delimiter', sign === 'tab' || sign === '\\t' ? '\t' : sign, delimiters);
  const row = textOf(values, 'header-row');
  if (row !== undefined && !/^\d{1,3}$/.test(row)) throw new Explained('--header-row takes the number of a row, or 0.');
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(row === undefined ? {} : { headerRow: Number(row) }),
  };
}

function readingOf(values: Values): Record<string, unknown> {
  const rate = textOf(values, 'tax-rate');
  if (rate !== undefined && !/^\d{1,2}(?:\.\d{1,2})?$/.test(rate))
    throw new Explained('--tax-rate takes a number below 100, such as 20.');
  const prices = oneOf('prices', textOf(values, 'prices'), choices.prices);
  return {
    dateOrder: oneOf('dates', textOf(values, 'dates'), choices.dates),
    numberStyle: oneOf('numbers', textOf(values, 'numbers'), choices.numbers),
    amountUnit: oneOf('amounts', textOf(values, 'amounts'), choices.amounts),
    pricesIncludeTax: prices === undefined ? undefined : prices === 'gross',
    defaultRateBp: rate === undefined ? undefined : Math.round(Number(rate) * 100),
  };
}

function oneOf<T extends string>(name: string, text: string | undefined, known: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const found = known.find((one) => one === text);
  if (found === undefined) throw new Explained(`--${name} is one of ${known.join(', ')}.`);
  return found;
}

function errorPath(values: Values, file: string): string {
  return resolve(textOf(values, 'errors') ?? `${file.replace(/\.[^./\\]{1,5}$/, '')} - errors.csv`);
}

type Ready = Order & { db: Database; t: ImportOrder['t']; now: ImportOrder['now'] };

async function carryOut(order: Ready, errorsTo: string, { print }: Surroundings): Promise<number> {
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  const meter = progressMeter();
  try {
    const { counts, stopped, errors } = await importFromCommandLine({ ...order, say, onProgress: meter.show });
    meter.end();
    const { rows_read, rows_new, rows_updated, rows_unchanged, rows_bad } = counts;
    const verb = order.mode === 'check' ? 'Checked' : 'Read';
    print(
      `${verb} ${rows_read} rows in ${meter.seconds()} s: ${rows_new} new, ${rows_updated} updated, ${rows_unchanged} unchanged, ${rows_bad} bad.`,
    );
    if (errors) {
      await pipeline(Readable.from(errors), createWriteStream(errorsTo));
      print(`The bad rows are in ${errorsTo}`);
    }
    if (stopped !== null) {
      const kept = order.mode === 'skip' ? 'What was read before is in.' : 'Nothing was written.';
      print(`${stopped} ${kept}`);
      return 1;
    }
    if (order.mode === 'check') return rows_bad > 0 ? 1 : 0;
    return rows_bad > 0 ? 3 : 0;
  } catch (error) {
    meter.end();
    if (error instanceof OrderRefusal) throw new Explained(error.message);
    if (error instanceof CsvRefusal) throw new Explained(refusalText(order.t, error));
    throw error;
  }
}

function refusalText(t: ImportOrder['t'], { reason, line }: CsvRefusal): string {
  const key = `imports.reason-file-${reason}`;
  if (!isWordKey(key)) throw new Error(`the catalogue has no word ${key}`);
  return t(key, { line: line ?? 0 });
}

/** Where nobody watches, a line now and then; on a terminal, one line that changes. */
const linesEveryMs = 10_000;

function progressMeter() {
  const { stderr } = process;
  const began = performance.now();
  let shownAt = 0;
  const seconds = () => (performance.now() - began) / 1000;
  return {
    seconds: () => seconds().toFixed(1),
    show(counts: Counts, percent: number): void {
      const rate = Math.round(counts.rows_read / Math.max(seconds(), 0.001));
      const line = `${percent} %  ${counts.rows_read} rows, ${rate} a second, ${counts.rows_bad} bad`;
      if (stderr.isTTY) stderr.write(`\r${line}\u001b[K`);
      else if (performance.now() - shownAt >= linesEveryMs) stderr.write(`${line}\n`);
      else return;
      shownAt = performance.now();
    },
    end(): void {
      if (stderr.isTTY && shownAt > 0) stderr.write('\r\u001b[K');
    },
  };
}
