import type { Tx } from '../../src/platform/db/index.ts';
import type { World } from '../world.ts';
import { furnishMessages } from './household-messages.ts';
import { furnishDetails } from './household-details.ts';
import { furnishDesk } from './household-desk.ts';

/**
 * An org with a row in every table, each text marked with whose it is: `mark-own-of-kessler`. Kinds of marks:
 * org and staff (what every visitor of the org may read), customer (the whole customer's), own (the contact's own job,
 * site and invoice), others (of the same customer, but not the contact's), secret (the office's only), stranger (another
 * customer of the same org).
 */
export type Household = Awaited<ReturnType<typeof furnish>>;

export async function furnish(world: World, slug: string) {
  const mark = (kind: string) => `mark-${kind}-of-${slug}`;
  const now = world.clock.now;
  const org = await world.org({ slug, name: mark('org'), address: mark('org') });
  const member = await world.staff(org, { name: mark('secret'), public_name: mark('staff'), role: 'owner' });
  const customer = await world.customer(org, { name: mark('customer'), notes: mark('secret'), city: mark('customer') });
  const stranger = await world.customer(org, { name: mark('stranger'), city: mark('stranger'), notes: mark('secret') });
  const contact = await world.contact(customer, {
    first_name: mark('customer'),
    last_name: mark('customer'),
    is_main: true,
  });
  const colleague = await world.contact(customer, { first_name: mark('customer'), last_name: mark('customer') });
  const strange = await world.contact(stranger, {
    first_name: mark('stranger'),
    last_name: mark('stranger'),
    is_main: true,
  });
  const ownSite = await world.site(org, { customer_id: customer.id, name: mark('own'), access_notes: mark('own') });
  const otherSite = await world.site(org, { customer_id: customer.id, name: mark('others') });
  const strangeSite = await world.site(org, { customer_id: stranger.id, name: mark('stranger') });
  const freeSite = await world.site(org, { name: mark('secret') });

  const job = (of: typeof customer, kind: string, more: object) =>
    world.job(of, {
      title: mark(kind),
      description: mark(kind),
      internal_notes: mark('secret'),
      assigned_staff_id: member.id,
      ...more,
    });
  const ownJob = await job(customer, 'own', { site_id: ownSite.id, main_contact_id: contact.id });
  const othersJob = await job(customer, 'others', { site_id: otherSite.id, raised_by_contact_id: colleague.id });
  const strangeJob = await job(stranger, 'stranger', { site_id: strangeSite.id });

  const invoice = (of: typeof customer, kind: string, more: object = {}) =>
    world.invoice(of, { note: mark(kind), billing_name: mark(kind), customer_reference: mark(kind), ...more });
  const ownInvoice = await invoice(customer, 'own', { job_id: ownJob.id });
  const othersInvoice = await invoice(customer, 'others');
  const strangeInvoice = await invoice(stranger, 'stranger');
  const draft = await invoice(customer, 'secret', { state: 'draft', number: null, issued_on: null, due_on: null });

  const creditNotes = { own: { id: '', number: '' }, draft: { id: '', number: '' } };
  await world.as(org.id, async (tx) => {
    await tx
      .insertInto('contact_sites')
      .values([
        { org_id: org.id, contact_id: contact.id, site_id: ownSite.id },
        { org_id: org.id, contact_id: colleague.id, site_id: otherSite.id },
        { org_id: org.id, contact_id: strange.id, site_id: strangeSite.id },
      ])
      .execute();
    const event = (of: { id: string }, kind: string, visible: boolean) => ({
      org_id: org.id,
      job_id: of.id,
      kind: 'note',
      note: mark(kind),
      visible,
      staff_id: member.id,
      happened_at: now,
    });
    await tx
      .insertInto('job_events')
      .values([
        event(ownJob, 'own', true),
        event(ownJob, 'secret', false),
        event(othersJob, 'others', true),
        event(strangeJob, 'stranger', true),
      ])
      .execute();
    await tx
      .insertInto('tax_rates')
      .values({ org_id: org.id, name: mark('secret'), rate_bp: 2000 })
      .execute();
    await tx.insertInto('number_series').values({ org_id: org.id, kind: 'invoice', next_number: 1n }).execute();
    for (const [of, kind] of [
      [ownInvoice, 'own'],
      [othersInvoice, 'others'],
      [strangeInvoice, 'stranger'],
      [draft, 'secret'],
    ] as const) {
      await tx
        .insertInto('invoice_lines')
        .values({
          org_id: org.id,
          invoice_id: of.id,
          position: 1,
          description: mark(kind),
          unit_price_minor: 4000n,
          tax_rate_bp: 0,
          amount_minor: 4000n,
        })
        .execute();
      await tx
        .insertInto('invoice_taxes')
        .values({ org_id: org.id, invoice_id: of.id, rate_bp: 0, net_minor: 4000n, tax_minor: 0n })
        .execute();
    }
    for (const [of, whose, kind] of [
      [ownInvoice, customer, 'customer'],
      [strangeInvoice, stranger, 'stranger'],
    ] as const) {
      const payment = await tx
        .insertInto('payments')
        .values({
          org_id: org.id,
          customer_id: whose.id,
          received_on: Temporal.PlainDate.from('2026-11-20'),
          amount_minor: 1000n,
          currency: 'GBP',
          method: 'transfer',
          reference: mark(kind),
          note: mark('secret'),
          idempotency_key: crypto.randomUUID(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('allocations')
        .values({ org_id: org.id, payment_id: payment.id, invoice_id: of.id, amount_minor: 1000n })
        .execute();
    }
    const notes = new Map<string, { id: string; number: string }>();
    for (const [of, whose, kind] of [
      [ownInvoice, customer, 'own'],
      [othersInvoice, customer, 'others'],
      [strangeInvoice, stranger, 'stranger'],
      [draft, customer, 'secret'],
    ] as const)
      notes.set(kind, await furnishCreditNote(tx, { invoice: of, customerId: whose.id, mark: mark(kind), kind }));
    const links = [
      { kind: 'contact', customer_id: customer.id, contact_id: contact.id },
      { kind: 'job', customer_id: customer.id, job_id: ownJob.id },
      { kind: 'invoice', customer_id: stranger.id, invoice_id: strangeInvoice.id },
    ];
    await tx
      .insertInto('links')
      .values(
        links.map((link) => ({
          org_id: org.id,
          ...link,
          activated_at: now,
          expires_at: now.add({ hours: 24 }),
          last_device: mark('secret'),
        })),
      )
      .execute();
    const secret = mark('secret');
    await furnishDetails(tx, contact, { mark: mark('customer'), secret, now });
    await furnishDetails(tx, colleague, { mark: secret, secret, now });
    await furnishDetails(tx, strange, { mark: mark('stranger'), secret, now });
    for (const whose of [contact, strange]) {
      // A contact sees its own sessions, devices and tries, whatever else it may see.
      const own = whose === contact ? mark('org') : mark('stranger');
      await tx
        .insertInto('sessions')
        .values({
          org_id: org.id,
          token_hash: crypto.getRandomValues(new Uint8Array(32)),
          kind: 'portal',
          customer_id: whose.customer_id,
          contact_id: whose.id,
          began_by: 'code',
          assurance: 'normal',
          device: own,
          created_at: now,
          last_seen_at: now,
          expires_at: now.add({ hours: 1 }),
        })
        .execute();
      await tx
        .insertInto('contact_pins')
        .values({ org_id: org.id, contact_id: whose.id, pin_hash: mark('secret'), set_at: now, set_by: 'staff' })
        .execute();
      await tx
        .insertInto('known_devices')
        .values({
          org_id: org.id,
          contact_id: whose.id,
          secret_hash: crypto.getRandomValues(new Uint8Array(32)),
          label: own,
          proved_at: now,
        })
        .execute();
      await tx
        .insertInto('contact_logins')
        .values({
          org_id: org.id,
          contact_id: whose.id,
          username: own,
          password_hash: mark('secret'),
          password_set_at: now,
          password_set_by: 'contact',
          invited_at: now,
        })
        .execute();
      await tx
        .insertInto('password_links')
        .values({ org_id: org.id, contact_id: whose.id, purpose: 'reset', created_at: now, expires_at: now })
        .execute();
      await tx
        .insertInto('contact_tries')
        .values({
          org_id: org.id,
          customer_id: whose.customer_id,
          contact_id: whose.id,
          way: 'code',
          outcome: 'in',
          device: own,
          tried_at: now,
        })
        .execute();
    }
    await tx
      .insertInto('events')
      .values({
        org_id: org.id,
        name: 'job.created',
        actor_kind: 'system',
        actor_name: mark('secret'),
        customer_id: customer.id,
        happened_at: now,
      })
      .execute();
    await furnishWaysIn(tx, {
      orgId: org.id,
      memberId: member.id,
      contactIds: [contact.id, colleague.id, strange.id],
      mark,
      now,
    });
    await furnishDesk(tx, { orgId: org.id, staffId: member.id, mark: mark('secret'), now });
    creditNotes.own = notes.get('own') ?? creditNotes.own;
    creditNotes.draft = notes.get('secret') ?? creditNotes.draft;
    await furnishOffice(tx, {
      orgId: org.id,
      customerId: customer.id,
      contactId: contact.id,
      mark: mark('secret'),
      now,
    });
    const grant = await tx
      .insertInto('bulk_grants')
      .values({ org_id: org.id, layer: 'customer', area: 'jobs', staff_id: member.id, total: 1, asked_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('bulk_grant_targets')
      .values({ org_id: org.id, grant_id: grant.id, target_id: customer.id })
      .execute();
  });
  await furnishMessages(world, {
    orgId: org.id,
    staffId: member.id,
    mark,
    own: { customerId: customer.id, contactId: contact.id, jobId: ownJob.id, invoiceId: ownInvoice.id },
    others: { customerId: customer.id, contactId: colleague.id },
    stranger: { customerId: stranger.id, contactId: strange.id },
  });
  const request = await furnishPersonal(world, { org, customer, contact, stranger, strange, mark });
  return {
    org,
    member,
    request,
    customer,
    stranger,
    contact,
    colleague,
    strange,
    ownSite,
    otherSite,
    strangeSite,
    freeSite,
    ownJob,
    othersJob,
    strangeJob,
    ownInvoice,
    othersInvoice,
    strangeInvoice,
    draft,
    creditNotes,
    /** Matches the marks of one kind in this household; '' matches all of them. */
    mark: (kind: string) => new RegExp(kind === '' ? `-of-${slug}$` : `^mark-${kind}-of-${slug}$`),
  };
}

/** Passkeys of both doors, and what else the staff sign in with. */
async function furnishWaysIn(
  tx: Tx,
  {
    orgId,
    memberId,
    contactIds: [contactId, ...strangers],
    mark,
    now,
  }: {
    orgId: string;
    memberId: string;
    contactIds: readonly string[];
    mark: (kind: string) => string;
    now: Temporal.Instant;
  },
): Promise<void> {
  const bytes = (length: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(length)));
  const passkey = (owner: { staff_id: string } | { contact_id: string | undefined }, kind: string) => ({
    org_id: orgId,
    ...owner,
    credential_id: bytes(16).toString('base64url'),
    credential_hash: bytes(32),
    public_key: bytes(77),
    name: mark(kind),
    created_at: now,
  });
  await tx
    .insertInto('passkeys')
    .values([
      passkey({ staff_id: memberId }, 'secret'),
      // One's own, which no permission takes away: a contact without any right reads it too.
      passkey({ contact_id: contactId }, 'org'),
      ...strangers.map((id) => passkey({ contact_id: id }, 'secret')),
    ])
    .execute();
  const ofMember = { org_id: orgId, staff_id: memberId };
  await tx
    .insertInto('staff_second_steps')
    .values({ ...ofMember, sealed_secret: bytes(48).toString('base64url'), confirmed_at: now, created_at: now })
    .execute();
  await tx
    .insertInto('staff_recovery_codes')
    .values({ ...ofMember, code_hash: bytes(32), created_at: now })
    .execute();
  await tx
    .insertInto('staff_devices')
    .values({ ...ofMember, secret_hash: bytes(32), label: mark('secret'), first_seen_at: now, last_seen_at: now })
    .execute();
  await tx
    .insertInto('staff_tries')
    .values({
      ...ofMember,
      id: crypto.randomUUID(),
      way: 'password',
      outcome: 'wrong',
      device: mark('secret'),
      network: '203.0.113.0/24',
      tried_at: now,
    })
    .execute();
}

/** A credit note with a line, £2.00 of it set against its invoice; a draft where the mark is the office's. */
async function furnishCreditNote(
  tx: Tx,
  {
    invoice,
    customerId,
    mark,
    kind,
  }: { invoice: { id: string; org_id: string }; customerId: string; mark: string; kind: string },
): Promise<{ id: string; number: string }> {
  const { org_id } = invoice;
  const isDraft = kind === 'secret';
  const number = isDraft ? null : `CN-${kind}`;
  const { id } = await tx
    .insertInto('credit_notes')
    .values({
      org_id,
      customer_id: customerId,
      invoice_id: isDraft ? null : invoice.id,
      number,
      state: isDraft ? 'draft' : 'issued',
      issued_on: isDraft ? null : Temporal.PlainDate.from('2026-11-21'),
      currency: 'GBP',
      net_minor: 1000n,
      total_minor: 1000n,
      reason: mark,
      note: mark,
      billing_name: mark,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const line = { description: mark, unit_price_minor: 1000n, tax_rate_bp: 0, amount_minor: 1000n, position: 1 };
  await tx
    .insertInto('credit_note_lines')
    .values({ org_id, credit_note_id: id, ...line })
    .execute();
  const tax = { rate_bp: 0, net_minor: 1000n, tax_minor: 0n };
  await tx
    .insertInto('credit_note_taxes')
    .values({ org_id, credit_note_id: id, ...tax })
    .execute();
  if (!isDraft)
    await tx
      .insertInto('allocations')
      .values({ org_id, credit_note_id: id, invoice_id: invoice.id, amount_minor: 200n })
      .execute();
  return { id, number: number ?? '' };
}

/** What only the office has: messages and imports. */
async function furnishOffice(
  tx: Tx,
  {
    orgId,
    customerId,
    contactId,
    mark,
    now,
  }: { orgId: string; customerId: string; contactId: string; mark: string; now: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('deliveries')
    .values({
      org_id: orgId,
      // An e-mail has one page more than a text message.
      channel: 'email',
      subject: mark,
      kind: 'portal_link',
      language: 'en-GB',
      recipient: 'victim@raman.example',
      recipient_name: mark,
      customer_id: customerId,
      contact_id: contactId,
      blocks: JSON.stringify([{ kind: 'text', text: mark }]),
      due_at: now,
      queued_at: now,
    })
    .execute();
  const columns = JSON.stringify([mark]);
  const { id } = await tx
    .insertInto('imports')
    .values({
      org_id: orgId,
      kind: 'customers',
      file_name: mark,
      file_bytes: 1n,
      encoding: 'utf-8',
      delimiter: ',',
      header_row: 1,
      columns,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('import_problems')
    .values({ org_id: orgId, import_id: id, row_number: 1n, line_number: 2n, problems: '[]', cells: columns })
    .execute();
  await tx
    .insertInto('import_mappings')
    .values({
      org_id: orgId,
      kind: 'customers',
      headers_hash: 'a'.repeat(64),
      mapping: JSON.stringify({ name: mark }),
      options: '{}',
    })
    .execute();
}

/** A copy that the contact asked for, one of a stranger's, and the receipt of an erasure. */
async function furnishPersonal(
  world: World,
  {
    org,
    customer,
    contact,
    stranger,
    strange,
    mark,
  }: {
    org: { id: string };
    customer: { id: string };
    contact: { id: string };
    stranger: { id: string };
    strange: { id: string };
    mark: (kind: string) => string;
  },
) {
  const now = world.clock.now;
  const file = await world.services.files.put(oneChunk(mark('own')), { maxBytes: 1000 });
  return world.as(org.id, async (tx) => {
    const request = await tx
      .insertInto('data_requests')
      .values({
        org_id: org.id,
        kind: 'copy',
        state: 'ready',
        customer_id: customer.id,
        contact_id: contact.id,
        asked_by_contact_id: contact.id,
        asked_at: now,
        ready_at: now,
        expires_at: now.add({ hours: 24 * 365 }),
        file_key: file.key,
        file_bytes: BigInt(file.bytes),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('data_requests')
      .values({
        org_id: org.id,
        kind: 'erasure',
        state: 'asked',
        customer_id: stranger.id,
        contact_id: strange.id,
        asked_by_contact_id: strange.id,
        asked_at: now,
      })
      .execute();
    await tx
      .insertInto('erasures')
      .values({
        org_id: org.id,
        customer_id: stranger.id,
        customer_number: mark('secret').slice(0, 32),
        receipt: JSON.stringify({ erased: { contacts: 1 }, kept: {} }),
        books_until: Temporal.PlainDate.from('2036-12-31'),
        erased_at: now,
      })
      .execute();
    await tx.insertInto('retention').values({ org_id: org.id }).execute();
    return request;
  });
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
