import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { longVisit } from './data.ts';
import { median } from './load.ts';
import { residentMiB, type Running } from './processes.ts';

export interface FileSpeed {
  readonly name: string;
  readonly status: number;
  readonly ms: number;
  readonly kilobytes: number;
  /** Resident memory of the web process before, and the most meanwhile. */
  readonly beforeMiB: number;
  readonly peakMiB: number;
}

const TIMES = 10;
/** As many days of the long statement as come to some 950 entries. */
const PDF_DAYS = 240;

/** The statement as CSV, as PDF, and the CSV's limit, one after another: each ten times, the median of the time. */
export async function statementFiles(
  admin: Client,
  product: { running: Running; origin: string },
  limit: { running: Running; origin: string },
): Promise<readonly FileSpeed[]> {
  const { slug, cookie } = await longVisit(admin);
  const statement = `${product.origin}/${slug}/statement`;
  const to = Temporal.Now.plainDateISO('UTC').subtract({ days: 90 });
  const part = `from=${to.subtract({ days: PDF_DAYS }).toString()}&to=${to.toString()}`;
  return [
    await speedOf('CSV of 10,000 entries', `${statement}/csv?period=all`, cookie, product.running),
    await speedOf('the limit of it: COPY', `${limit.origin}/copy`, '', limit.running),
    await speedOf('PDF of about 950 entries', `${statement}/pdf?period=own&${part}`, cookie, product.running),
    await speedOf('PDF of 10,000 entries', `${statement}/pdf?period=all`, cookie, product.running),
    await speedMeanwhile(product.origin, `${statement}/pdf?period=all`, cookie, product.running),
  ];
}

async function speedOf(name: string, url: string, cookie: string, { process }: Running): Promise<FileSpeed> {
  await bytesOf(url, cookie);
  const beforeMiB = residentMiB(process);
  const watch = peakOf(process);
  const times: number[] = [];
  let last = { status: 0, bytes: 0 };
  for (let n = 0; n < TIMES; n++) {
    const began = performance.now();
    last = await bytesOf(url, cookie);
    times.push(performance.now() - began);
  }
  const peakMiB = await watch.end();
  return { name, status: last.status, ms: median(times), kilobytes: last.bytes / 1000, beforeMiB, peakMiB };
}

/** The slowest sign-in page that is asked for again and again while the longest PDF is drawn. */
async function speedMeanwhile(origin: string, pdf: string, cookie: string, { process }: Running): Promise<FileSpeed> {
  const watch = peakOf(process);
  const beforeMiB = residentMiB(process);
  const drawn = bytesOf(pdf, cookie).then(() => true);
  let slowest = 0;
  let last = { status: 0, bytes: 0 };
  do {
    const began = performance.now();
    last = await bytesOf(`${origin}/office/sign-in`, '');
    slowest = Math.max(slowest, performance.now() - began);
  } while (!(await Promise.race([drawn, Promise.resolve(false)])));
  const name = 'the slowest page while that PDF is drawn';
  const peakMiB = await watch.end();
  return { name, status: last.status, ms: slowest, kilobytes: last.bytes / 1000, beforeMiB, peakMiB };
}

async function bytesOf(url: string, cookie: string) {
  const answer = await fetch(url, { headers: { cookie, 'accept-encoding': 'identity' } });
  return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength };
}

function peakOf(process: ChildProcess) {
  let peak = residentMiB(process);
  const timer = setInterval(() => (peak = Math.max(peak, residentMiB(process))), 20);
  return {
    async end() {
      await pause(20);
      clearInterval(timer);
      return peak;
    },
  };
}

/** What COPY sends for the same statement: the same rows with the same running sum. */
export async function copyOf(admin: Client): Promise<string> {
  const { org_id, customer_id } = await longVisit(admin);
  return `copy (
    select e.booked_on, coalesce(i.number, ''), coalesce(p.reference, ''), e.amount_minor,
      sum(e.amount_minor) over (order by e.booked_on, e.id rows unbounded preceding)
    from ledger_entries e
    left join invoices i on i.org_id = e.org_id and i.id = e.invoice_id
    left join payments p on p.org_id = e.org_id and p.id = e.payment_id
    where e.org_id = '${org_id}' and e.customer_id = '${customer_id}' and e.account = 'receivable' and e.currency = 'GBP'
    order by e.booked_on, e.id) to stdout with (format csv)`;
}
