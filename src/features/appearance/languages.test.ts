import { expect, test } from 'vitest';
import { openWorld, type Org } from '../../../test/world.ts';
import { queueNotice } from '../letters/index.ts';
import { system } from '../../kernel/actor.ts';

const world = await openWorld();

/** What a page is written in: its root says so, and a word of it shows that it is so. */
function languageOf(html: string): string {
  const tag = /<html lang="([a-z]{2})-/.exec(html)?.[1] ?? '';
  const german = /Zum Inhalt springen/.test(html);
  expect(german, html.slice(0, 300)).toBe(tag === 'de');
  return tag;
}

async function household(given: { org?: string; customer?: string | null; contact?: string | null }) {
  const org = await world.org({ language: given.org ?? 'en' });
  const customer = await world.customer(org, { language: given.customer ?? null });
  const contact = await world.contact(customer, { language: given.contact ?? null });
  return { org, customer, contact };
}

// ── The portal ──

const LADDER = [
  {
    contact: 'de',
    customer: 'en',
    browser: 'en',
    org: 'en',
    says: 'de',
    because: 'the contact’s language comes first',
  },
  { contact: null, customer: 'de', browser: 'en', org: 'en', says: 'de', because: 'then the customer’s' },
  { contact: null, customer: null, browser: 'de-AT,en;q=0.5', org: 'en', says: 'de', because: 'then the browser’s' },
  { contact: null, customer: null, browser: null, org: 'de', says: 'de', because: 'then the org’s' },
  {
    contact: null,
    customer: null,
    browser: 'fr',
    org: 'de',
    says: 'de',
    because: 'a language nobody here speaks is none',
  },
  { contact: 'fr', customer: 'de', browser: 'en', org: 'en', says: 'de', because: 'nor is one of a contact' },
  { contact: null, customer: null, browser: 'xx', org: 'fr', says: 'en', because: 'and at the end stands English' },
] as const;

test.each(LADDER)('the portal speaks $says: $because', async ({ contact, customer, browser, org, says }) => {
  const home = await household({ org, customer, contact });
  const visitor = await world.signInContact(home.org, home.contact);
  visitor.languages = browser;
  expect(languageOf((await visitor.get(`/${home.org.slug}`)).html)).toBe(says);
});

test('what is asked for by ?language= wins over everything, stays for the session, and lets nobody in', async () => {
  const { org, contact } = await household({ customer: 'en', contact: 'en' });
  const visitor = await world.signInContact(org, contact);
  expect(languageOf((await visitor.get(`/${org.slug}?language=de`)).html)).toBe('de');
  expect(languageOf((await visitor.get(`/${org.slug}/more`)).html)).toBe('de');
  expect(languageOf((await visitor.get(`/${org.slug}/more?language=klingon`)).html)).toBe('de');
  expect(languageOf((await visitor.get(`/${org.slug}/more?language=en`)).html)).toBe('en');
  const stranger = world.browser();
  const sent = await stranger.get(`/${org.slug}/jobs?language=de`);
  expect([sent.status, sent.location]).toEqual([303, expect.stringContaining('/sign-in')]);
  expect(languageOf((await stranger.get(`/${org.slug}/sign-in`)).html)).toBe('de');
});

test('a link opens in the language it names, and a dead one says so in it', async () => {
  const { org, contact } = await household({ contact: 'en' });
  const visitor = world.browser();
  const path = await world.linkPath(org, {
    kind: 'contact',
    customerId: contact.customer_id,
    contactId: contact.id,
  });
  const answer = await visitor.arrive(await visitor.get(`${path}?language=de`));
  expect([answer.status, languageOf(answer.html)]).toEqual([200, 'de']);
  expect(languageOf((await world.browser().get('/l/nothing-of-ours?language=de')).html)).toBe('de');
});

test('pages keep their address when the language is switched, and a missing page has nothing to switch', async () => {
  const { org, contact } = await household({});
  const visitor = await world.signInContact(org, contact);
  const { html } = await visitor.get(`/${org.slug}/invoices?show=unpaid`);
  expect(html).toContain(`href="/${org.slug}/invoices?show=unpaid&amp;language=de"`);
  expect((await visitor.get(`/${org.slug}/nothing`)).html).not.toContain('language=de');
});

test('staff who look on see the customer’s language, whatever their own and their browser’s are', async () => {
  const { org, customer } = await household({ customer: 'de' });
  const staff = await world.signInStaff(org, await world.staff(org, { language: 'en' }));
  staff.languages = 'en-GB';
  await staff.get(`/${org.slug}/sign-in?language=en`);
  const answer = await staff.arrive(await staff.post(`/office/customers/${customer.number}/portal-view`));
  expect(languageOf((await staff.get(`/${org.slug}`)).html), answer.html.slice(0, 200)).toBe('de');
});

test('errors are told in the language of whoever meets them', async () => {
  const german = world.browser();
  german.languages = 'de';
  expect((await german.get('/nothing/here')).html).toContain('Hier ist nichts');
  const { org, contact } = await household({ contact: 'de' });
  const visitor = await world.signInContact(org, contact);
  visitor.languages = 'en';
  expect((await visitor.get(`/${org.slug}/jobs/987654321`)).html).toContain('Hier ist nichts');
});

// ── The office ──

test('the office speaks as the member chose, else as the browser, else as the org', async () => {
  const org = await world.org({ language: 'de' });
  const browser = await world.signInStaff(org, await world.staff(org, {}));
  expect(languageOf((await browser.get('/office')).html)).toBe('de');
  browser.languages = 'en-US,en';
  expect(languageOf((await browser.get('/office')).html)).toBe('en');
  expect((await browser.post('/office/appearance', { own_language: 'de', next: '/office/jobs' })).location).toBe(
    '/office/jobs',
  );
  expect(languageOf((await browser.get('/office/jobs')).html)).toBe('de');
  await browser.post('/office/appearance', { own_language: '', next: 'https://elsewhere.example/' });
  expect(languageOf((await browser.get('/office')).html)).toBe('en');
});

test('light and dark are chosen by a form, stay in the browser, and lead nowhere else', async () => {
  const org = await world.org({});
  const visitor = world.browser();
  const path = `/${org.slug}/sign-in`;
  expect((await visitor.get(path)).html).not.toContain('data-theme');
  const chosen = await visitor.postBare(`/${org.slug}/appearance`, { theme: 'dark', next: path });
  expect([chosen.status, chosen.location]).toEqual([303, path]);
  expect((await visitor.get(path)).html).toContain('data-theme="dark"');
  await visitor.postBare(`/${org.slug}/appearance`, { theme: 'javascript:', next: '//elsewhere.example/' });
  expect((await visitor.get(path)).html).toContain('data-theme="dark"');
  const away = await visitor.postBare(`/${org.slug}/appearance`, { theme: 'system', next: '//elsewhere.example/' });
  expect(away.location).toBe(`/${org.slug}`);
  expect((await visitor.get(path)).html).not.toContain('data-theme');
});

// ── What goes out ──

async function subjectTo(org: Org, to: { customerId?: string; contactId?: string; staffId?: string }) {
  const now = world.clock.now;
  const id = await world.as(org.id, (tx) =>
    queueNotice(
      tx,
      system(org.id, 'test'),
      org,
      { kind: 'sign_in', request: { id: crypto.randomUUID(), expires_at: now.add({ minutes: 15 }) } },
      { channel: 'email', address: 'someone@example.com', name: null, ...to },
      now,
    ),
  );
  const [row] = await world.rows<{ language: string; subject: string }>(
    org,
    `select language, subject from deliveries where id = '${id}'`,
  );
  return [row?.language, row?.subject];
}

const GERMAN = ['de-DE', 'Anmelden bei {{org_name}}'];
const ENGLISH = ['en-GB', 'Sign in to {{org_name}}'];

test('a message is written as its reader chose: contact, customer, org; never as the staff who send it', async () => {
  const { org, customer, contact } = await household({ org: 'en', customer: 'en', contact: 'de' });
  const other = await world.contact(customer, { language: null });
  expect(await subjectTo(org, { customerId: customer.id, contactId: contact.id })).toEqual(GERMAN);
  expect(await subjectTo(org, { customerId: customer.id, contactId: other.id })).toEqual(ENGLISH);
  const german = await household({ org: 'de' });
  expect(await subjectTo(german.org, { customerId: german.customer.id, contactId: german.contact.id })).toEqual(GERMAN);
  const member = await world.staff(german.org, { language: 'en' });
  expect(await subjectTo(german.org, { staffId: member.id })).toEqual(ENGLISH);
});

test('an invoice on paper is in its reader’s language: the customer’s in the office, whatever the staff speak', async () => {
  const { org, customer, contact } = await household({ org: 'en', customer: 'de' });
  const invoice = await world.invoice(customer);
  const staff = await world.signInStaff(org, await world.staff(org, { language: 'en' }));
  const languageIn = (pdf: string) => /\/Lang \(([a-zA-Z-]+)\)/.exec(pdf)?.[1];
  expect(languageIn((await staff.get(`/office/invoices/${invoice.id}/pdf`)).html)).toBe('de-DE');
  const visitor = await world.signInContact(org, contact);
  visitor.languages = 'en';
  const path = `/${org.slug}/invoices/${invoice.number}/pdf`;
  expect(languageIn((await visitor.get(path)).html)).toBe('de-DE');
  expect(languageIn((await visitor.get(`${path}?language=en`)).html)).toBe('en-GB');
});
