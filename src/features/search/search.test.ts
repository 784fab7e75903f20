import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { createNote, issueNote } from '../credit-notes/index.ts';
import { plainWords } from '../../platform/db/search-words.ts';
import { lookedFor } from './looked-for.ts';

const world = await openWorld();
const org = await world.org();
const browser = await world.signInStaff(org, await world.staff(org, { role: 'viewer' }));
const priya = await world.customer(org, {
  number: '10318',
  name: 'Priya Raman',
  line1: '14 Quay Terrace',
  postcode: 'SM4 2TR',
});
await world.contact(priya, { phone: '+447700900318', email: 'priya@raman.example', is_main: true });
const strange = await world.customer(org, { number: 'K-77', name: 'Jürgen Größ-Łukasiewicz' });
await world.customer(org, { number: 'A-1', name: 'نور الدين' });
await world.customer(org, { number: 'G-1', name: 'Ελένη Παπαδοπούλου', line1: 'Ёлочная 5' });
await world.customer(org, { number: '1031', name: 'Ferry Raman' });
await world.job(priya, { number: '1187', title: 'Window-cleaning, conservatory' });
await world.job(strange, { number: '11870', title: 'Boiler' });
const invoice = await world.invoice(priya, { number: '0041' });
const note = await world.services.db.inScope(system(org.id, 'test'), async (tx) => {
  const now = world.clock.now;
  const line = { description: 'Rain', quantity: '1', unit: null, unit_price_minor: 500n, tax_rate_bp: 0 };
  const draft = { customerId: priya.id, invoiceId: null, issued_on: null, currency: 'GBP', prices_include_tax: true };
  const lines = [{ ...line, invoice_line_id: null }];
  const { id } = await createNote(tx, system(org.id, 'test'), { ...draft, reason: null, note: null, lines }, { now });
  return issueNote(tx, system(org.id, 'test'), id, org, now);
});
const stranger = await world.customer(await world.org(), { name: 'Priya Elsewhere', number: '10318' });

async function found(query: string): Promise<string> {
  const page = await browser.get(`/office/search?q=${encodeURIComponent(query)}`);
  expect(page.status).toBe(200);
  return page.html;
}

for (const [query, what] of [
  ['priya', '/office/customers/10318'],
  ['ram pri', '/office/customers/10318'],
  ['quay 14', '/office/customers/10318'],
  ['sm42tr', '/office/customers/10318'],
  ['priya@raman', '/office/customers/10318'],
  ['07700 900318', '/office/customers/10318'],
  ['+44 7700 900318', '/office/customers/10318'],
  ['07700 9003', '/office/customers/10318'],
  ['JUERGEN', null],
  ['jurgen gross', '/office/customers/K-77'],
  ['Größ', '/office/customers/K-77'],
  ['łukas', '/office/customers/K-77'],
  ['الدين', '/office/customers/A-1'],
  ['ελένη', '/office/customers/G-1'],
  ['ΕΛΈΝΗ παπα', '/office/customers/G-1'],
  ['елочная', '/office/customers/G-1'],
  ['k-77', '/office/customers/K-77'],
  ['1187', '/office/jobs/1187'],
  ['cleaning conserv', '/office/jobs/1187'],
  ['window-cleaning', '/office/jobs/1187'],
  ['0041', `/office/invoices/${invoice.id}`],
  ['cn-1001', `/office/credit-notes/${note.id}`],
  ['priya boiler', null],
  ['riya', null],
] as const) {
  test(`“${query}” finds ${what ?? 'nothing'}`, async () => {
    expect(await found(query)).toContain(what === null ? 'Nothing fits' : `href="${what}"`);
  });
}

test('threads are found by their subjects and by what was written in them, by everybody who may read', async () => {
  const thread = await world.as(org.id, async (tx) => {
    const about = { orgId: org.id, customerId: priya.id, now: world.clock.now };
    const { rows } = await sql<{ id: string }>`
      insert into threads (org_id, customer_id, subject, began_by, last_position, last_at, created_at)
      values (${about.orgId}, ${about.customerId}, 'Gutters', 'customer', 1, ${about.now}, ${about.now}) returning id`.execute(
      tx,
    );
    const id = rows[0]?.id ?? '';
    await sql`
      insert into messages (org_id, id, thread_id, position, side, body, sent_at)
      values (${about.orgId}, ${crypto.randomUUID()}, ${id}, 1, 'customer', 'A jackdaw lives in them', ${about.now})`.execute(
      tx,
    );
    return id;
  });
  for (const query of ['gutters', 'jackd', 'gutters jackdaw']) {
    const html = await found(query);
    expect(html).toContain(`href="/office/messages/${thread}"`);
    expect(html).toContain('Priya Raman');
    expect((await browser.get(`/office/search/palette?q=${encodeURIComponent(query)}`)).html).toContain(thread);
  }
  expect(await found('gutters boiler')).toContain('Nothing fits');
  const elsewhere = await world.org();
  const other = await world.signInStaff(elsewhere, await world.staff(elsewhere));
  expect((await other.get('/office/search?q=jackdaw')).html).toContain('Nothing fits');
});

test('the exact number comes first', async () => {
  const jobs = await found('1187');
  expect(jobs.indexOf('/office/jobs/1187"')).toBeLessThan(jobs.indexOf('/office/jobs/11870"'));
  const customers = await found('1031');
  expect(customers.indexOf('/office/customers/1031"')).toBeLessThan(customers.indexOf('/office/customers/10318"'));
});

test('another org’s customers are never found', async () => {
  expect(await found('elsewhere')).toContain('Nothing fits');
  expect(await found('priya')).not.toContain(stranger.name);
});

test('strange, empty and very long queries are answered in words', async () => {
  for (const query of ['', ' ', 'a', '%', "'; drop table customers", '@.@', '🙂', 'ß'.repeat(500), '💥'.repeat(400)])
    expect((await browser.get(`/office/search?q=${encodeURIComponent(query)}`)).status).toBe(200);
  expect(await found('')).toContain('What are you looking for?');
  expect(await found('a')).toContain('One letter fits too much');
  expect(await found('<script>alert(1)</script>')).not.toContain('<script>alert');
});

test('at most twenty of a kind are shown, and the page says that there are more', async () => {
  for (let n = 0; n < 21; n += 1) await world.customer(org, { name: `Crowd ${n}`, number: `C-${n}` });
  const html = await found('crowd');
  expect(html.match(/href="\/office\/customers\/C-/g)).toHaveLength(20);
  expect(html).toContain('The first 20 are shown');
});

test('a query becomes the words of the index, within limits', () => {
  const searchWords = (typed: string, country: string) => lookedFor(plainWords(typed, country));
  expect(searchWords("Bride's School", 'GB')).toEqual([['bride'], ['s'], ['school']]);
  expect(searchWords('a b c d e f g h', 'GB')).toEqual([]);
  expect(searchWords('aa bb cc dd ee ff gg', 'GB')).toHaveLength(6);
  expect(searchWords('(01632) 960142', 'GB')).toEqual([['441632960142', '1632960142']]);
  expect(searchWords('0012345', 'GB')).toEqual([['12345', '0012345']]);
  expect(searchWords('030 23125', 'DE')).toEqual([['493023125', '3023125']]);
  expect(searchWords('1187', 'GB')).toEqual([['1187']]);
  expect(searchWords('x'.repeat(200), 'GB')).toEqual([['x'.repeat(60)]]);
});
