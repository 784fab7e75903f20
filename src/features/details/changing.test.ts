import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { officeWith } from '../../../test/office-people.ts';
import type { Answer } from '../../../test/browser.ts';
import { hurryTasks, runTasks } from '../../../test/post.ts';
import { OPEN, openWorld } from '../../../test/world.ts';
import { effectivePermissions } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';

const world = await openWorld();
const openPermissions = effectivePermissions({ org: OPEN, customer: {} });

/** The value of a hidden field of a page. */
function hidden({ html }: Answer, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
}

async function atHome(given: object = {}) {
  const { org, member } = await officeWith(world);
  await world.as(org.id, (tx) =>
    tx.updateTable('orgs').set({ answer_notice: 'email' }).where('id', '=', org.id).execute(),
  );
  const customer = await world.customer(org, {
    line1: '14 Quay Terrace',
    postcode: 'SM4 2TR',
    city: 'Saltmouth',
    ...given,
  });
  const contact = await world.contact(customer, { is_main: true, phone: '+447700900318' });
  const visitor = await world.signInContact(org, contact);
  const path = `/${org.slug}/details/address`;
  const seen = async () => hidden(await visitor.get(path), 'seen');
  const stored = async () => {
    const [row] = await world.rows<Record<string, string | null>>(
      org,
      `select * from customers where id = '${customer.id}'`,
    );
    return row ?? {};
  };
  return { org, member, customer, contact, visitor, path, seen, stored };
}

const ADDRESS = { line1: '15 Quay Terrace', postcode: 'sm4 2tr', city: 'Saltmouth' };

describe('a customer who may change its details', () => {
  test('changes the address; the office reads who did, from what to what', async () => {
    const { org, member, customer, visitor, path, seen, stored } = await atHome();
    expect((await visitor.get(`/${org.slug}/details`)).html).toContain('Change address');
    const said = await visitor.post(path, { ...ADDRESS, seen: await seen() });
    expect(said.location).toBe(`/${org.slug}/details`);
    expect((await visitor.arrive(said)).html).toContain('Your details are saved.');
    expect(await stored()).toMatchObject({ line1: '15 Quay Terrace', postcode: 'SM4 2TR', name: customer.name });
    await runTasks(world);
    const desk = await world.signInStaff(org, member);
    const record = (await desk.get(`/office/customers/${customer.number}`)).html;
    for (const text of ['Changed details', '14 Quay Terrace', '15 Quay Terrace', 'Priya Raman, in the portal'])
      expect(record).toContain(text);
    expect((await desk.get('/office/notices')).html).toContain('Priya Raman');
    const events = await world.rows<{ data: unknown }>(org, `select data from events where name = 'customer.changed'`);
    expect(events).toEqual([{ data: { fields: 'line1' } }]);
    // The new street is found, the old one no longer.
    const terms = await world.rows<{ term: string }>(
      org,
      `select term from search_terms where source_id = '${customer.id}' and term in ('14', '15')`,
    );
    expect(terms).toEqual([{ term: '15' }]);
  });

  test('sends the form twice and has it saved once', async () => {
    const { org, visitor, path, seen } = await atHome();
    const form = { ...ADDRESS, seen: await seen() };
    const answers = await Promise.all([visitor.post(path, form), visitor.post(path, form), visitor.post(path, form)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await world.rows(org, 'select id from detail_changes')).toHaveLength(1);
  });

  test('is shown what somebody else changed in the meantime, and keeps what was typed', async () => {
    const { org, customer, visitor, path, seen, stored } = await atHome();
    const old = await seen();
    await world.as(org.id, (tx) =>
      tx
        .updateTable('customers')
        .set({ line1: '16 Quay Terrace', updated_at: world.clock.now.add({ hours: 1 }) })
        .where('org_id', '=', org.id)
        .where('id', '=', customer.id)
        .execute(),
    );
    const shown = await visitor.post(path, { ...ADDRESS, seen: old });
    expect(shown.status).toBe(422);
    expect(shown.html).toContain('16 Quay Terrace');
    expect(shown.html).toContain('value="15 Quay Terrace"');
    expect(await stored()).toMatchObject({ line1: '16 Quay Terrace' });
    expect((await visitor.post(path, { ...ADDRESS, seen: hidden(shown, 'seen') })).status).toBe(303);
    expect(await stored()).toMatchObject({ line1: '15 Quay Terrace' });
  });

  test('is told what is wrong with each field, at the limit and past it', async () => {
    const { visitor, path, seen, stored } = await atHome();
    const most = { line1: 200, line2: 200, city: 120, region: 120, billing_name: 200, billing_address: 500 };
    const text = (extra: number) =>
      Object.fromEntries(Object.entries(most).map(([name, length]) => [name, 'é'.repeat(length + extra)]));
    const past = await visitor.post(path, {
      ...text(1),
      country: 'ZZZ',
      postcode: 'x',
      vat_id: 'GB1',
      seen: await seen(),
    });
    expect(past.status).toBe(422);
    for (const name of [...Object.keys(most), 'country', 'postcode', 'vat_id'])
      expect(past.html, name).toContain(`id="f-${name}-error"`);
    expect((await visitor.post(path, { ...text(0), seen: await seen() })).status).toBe(303);
    expect((await stored())['billing_address']).toHaveLength(500);
  });

  test('is not asked to mend what an import brought, but to fit a changed country', async () => {
    const { visitor, path, seen, stored } = await atHome({ postcode: 'unknown', vat_id: 'VAT 12' });
    const form = { line1: '1 New Road', postcode: 'unknown', vat_id: 'VAT 12' };
    expect((await visitor.post(path, { ...form, seen: await seen() })).status).toBe(303);
    expect(await stored()).toMatchObject({ line1: '1 New Road', vat_id: 'VAT 12' });
    expect((await visitor.post(path, { ...form, country: 'DE', seen: await seen() })).status).toBe(422);
  });

  test('can’t change a VAT number or name that an invoice carries, and may fill what is empty', async () => {
    const { org, customer, visitor, path, seen, stored } = await atHome();
    await world.invoice(customer, { billing_name: 'Raman Ltd' });
    const filled = { ...ADDRESS, billing_name: 'Raman Ltd', vat_id: 'GB980780684' };
    expect((await visitor.post(path, { ...filled, seen: await seen() })).status).toBe(303);
    // No invoice carries the number yet, one carries the name.
    const page = await visitor.get(path);
    expect(page.html).toContain('This name is on an invoice already');
    expect(page.html).not.toContain('This number is on an invoice already');
    await world.invoice(customer, { billing_name: 'Raman Ltd', billing_vat_id: 'GB980780684' });
    for (const forged of [
      { vat_id: '' },
      { vat_id: 'DE136695976' },
      { billing_name: 'Other Ltd' },
      { billing_name: '' },
    ]) {
      const refused = await visitor.post(path, { ...filled, ...forged, seen: await seen() });
      expect(refused.status, JSON.stringify(forged)).toBe(422);
      expect(refused.html).toContain('is on an invoice already');
    }
    expect((await visitor.post(path, { ...filled, region: 'Kent', seen: await seen() })).status).toBe(303);
    expect(await stored()).toMatchObject({ vat_id: 'GB980780684', billing_name: 'Raman Ltd', region: 'Kent' });
    // Another customer's invoices lock nothing here.
    const other = await world.customer(org, { vat_id: 'GB980780684' });
    const theirs = await world.signInContact(org, await world.contact(other));
    expect((await theirs.get(path)).html).not.toContain('is on an invoice already');
  });

  test('changes its own name, language and notices, and nobody else’s', async () => {
    const { org, contact, customer, visitor } = await atHome();
    const colleague = await world.contact(customer, { first_name: 'Tom' });
    const path = `/${org.slug}/details/you`;
    const form = { first_name: 'Pria', last_name: 'Raman', language: 'de', answers_by: 'none', id: colleague.id };
    const wrong = await visitor.post(path, { ...form, first_name: 'x'.repeat(101), answers_by: 'pigeon' });
    expect(wrong.html).toContain('id="f-first_name-error"');
    expect(wrong.html).toContain('id="f-answers_by-error"');
    expect((await visitor.post(path, { ...form, seen: hidden(await visitor.get(path), 'seen') })).status).toBe(303);
    const rows = await world.rows<object>(
      org,
      `select id, first_name, language, answers_by, email from contacts where customer_id = '${customer.id}' order by id`,
    );
    expect(rows).toContainEqual({
      id: contact.id,
      first_name: 'Pria',
      language: 'de',
      answers_by: 'none',
      email: contact.email,
    });
    expect(rows).toContainEqual({
      id: colleague.id,
      first_name: 'Tom',
      language: null,
      answers_by: null,
      email: colleague.email,
    });
  });
});

describe('the database', () => {
  test('lets the portal write its own details only, and no right or address', async () => {
    const { org, customer, contact } = await atHome();
    const stranger = await world.contact(await world.customer(org));
    const as = (details: 'edit' | 'view', work: string) =>
      world.services.db.inScope(
        {
          kind: 'contact',
          orgId: org.id,
          customerId: customer.id,
          customerName: '',
          customerNumber: '',
          contactId: contact.id,
          permissions: { ...openPermissions, details },
          inherited: openPermissions,
          jobsSince: null,
          subject: null,
          sessionId: org.id,
          assurance: 'normal',
          viewedBy: null,
          name: 'Priya',
        },
        async (tx) => (await sql.raw(work).execute(tx)).numAffectedRows,
      );
    expect(await as('edit', `update contacts set first_name = 'A' where id = '${contact.id}'`)).toBe(1n);
    expect(await as('view', `update contacts set first_name = 'A' where id = '${contact.id}'`)).toBe(0n);
    expect(await as('view', `update customers set city = 'A'`)).toBe(0n);
    expect(await as('edit', `update customers set city = 'A'`)).toBe(1n);
    expect(await as('edit', `update contacts set first_name = 'A' where id = '${stranger.id}'`)).toBe(0n);
    for (const forbidden of [
      `update contacts set permissions = '{"jobs":"edit_all"}' where id = '${contact.id}'`,
      `update contacts set email = 'a@b.example' where id = '${contact.id}'`,
      `update contacts set phone = '+447700900999' where id = '${contact.id}'`,
      `update customers set name = 'A'`,
      `update customers set permissions = '{}'`,
      `update reach_changes set confirmed_at = now()`,
      `select old_value from detail_changes`,
    ])
      await expect(as('edit', forbidden), forbidden).rejects.toThrow(/permission denied/);
  });
});

describe('whoever may only look', () => {
  test('is told whom to ask, and finds no form', async () => {
    const { org } = await atHome();
    const customer = await world.customer(org, { permissions: JSON.stringify({ ...OPEN, details: 'view' }) });
    const visitor = await world.signInContact(org, await world.contact(customer));
    expect((await visitor.get(`/${org.slug}/details`)).html).toContain('We keep these ourselves');
    for (const part of ['address', 'you', 'email', 'phone', 'phone-code']) {
      expect((await visitor.get(`/${org.slug}/details/${part}`)).status, part).toBe(404);
      expect(
        (await visitor.post(`/${org.slug}/details/${part}`, { line1: 'x', address: 'a@b.example' })).status,
        part,
      ).toBe(404);
    }
  });

  test('a customer’s link names nobody: it changes the address, and has no person’s details', async () => {
    const { org, customer } = await atHome();
    const visitor = await world.openLink(org, { kind: 'customer', customerId: customer.id });
    expect((await visitor.get(`/${org.slug}/details/address`)).status).toBe(200);
    for (const part of ['you', 'email', 'phone'])
      expect((await visitor.get(`/${org.slug}/details/${part}`)).status, part).toBe(404);
  });
});

test.each([
  ['none', []],
  ['sms', ['sms']],
  [null, ['email']],
] as const)('answers are told as the person chose: %s', async (answers_by, channels) => {
  const { org, contact, member, visitor } = await atHome();
  const own = (tx: Tx) => tx.updateTable('contacts').set({ answers_by }).where('org_id', '=', org.id);
  await world.as(org.id, (tx) => own(tx).where('id', '=', contact.id).execute());
  const begun = await visitor.post(`/${org.slug}/messages/new`, { body: 'Where is it?', key: crypto.randomUUID() });
  const thread = begun.location.split('/').at(-1) ?? '';
  const desk = await world.signInStaff(org, member);
  const answered = await desk.post(`/office/messages/${thread}`, { body: 'Here.', key: crypto.randomUUID() });
  expect(answered.status).toBe(303);
  await hurryTasks(world);
  await runTasks(world);
  const told = await world.rows<{ channel: string }>(org, `select channel from deliveries where kind = 'answer'`);
  expect(told.map(({ channel }) => channel)).toEqual(channels);
});
