import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { postOffice, runTasks } from '../../../test/post.ts';
import { openWorld, type Contact } from '../../../test/world.ts';
import type { ContactActor } from '../../kernel/actor.ts';
import { effectivePermissions } from '../../kernel/permissions.ts';

const world = await openWorld();
const post = postOffice(world);

/** The company lets its people see all jobs and invoices; its admin sees its own jobs and two of three sites. */
async function company(own: Record<string, string> = {}) {
  const org = await world.org({ permissions: JSON.stringify({ portal: 'yes', jobs: 'view_all', invoices: 'view' }) });
  const customer = await world.customer(org, { name: 'Quay Hotels', kind: 'company', number: '10500' });
  const main = await world.contact(customer, { first_name: 'Mona', last_name: 'Main', is_main: true });
  const rights = { colleagues: 'yes', jobs: 'view_own', sites: 'chosen', ...own };
  const admin = await world.contact(customer, {
    first_name: 'Ada',
    last_name: 'Admin',
    permissions: JSON.stringify(rights),
  });
  const site = (name: string) => world.site(org, { customer_id: customer.id, name });
  const sites = [await site('North'), await site('South'), await site('Attic')] as const;
  await world.as(org.id, (tx) =>
    tx
      .insertInto('contact_sites')
      .values(sites.slice(0, 2).map((one) => ({ org_id: org.id, contact_id: admin.id, site_id: one.id })))
      .execute(),
  );
  const portal = await world.signInContact(org, admin);
  const list = `/${org.slug}/colleagues`;
  const invite = (fields: Record<string, string | readonly string[]> = {}) =>
    portal.post(list, {
      first_name: 'Cleo',
      last_name: 'Guest',
      email: 'cleo@quay.example',
      key: crypto.randomUUID(),
      ...fields,
    });
  return { org, customer, main, admin, sites, portal, list, invite };
}

type Company = Awaited<ReturnType<typeof company>>;

const people = ({ org }: Pick<Company, 'org'>) =>
  world.as(org.id, (tx) =>
    tx.selectFrom('contacts').selectAll().where('org_id', '=', org.id).where('invited_at', 'is not', null).execute(),
  );

async function invited(house: Company, fields: Record<string, string | readonly string[]> = {}): Promise<Contact> {
  expect((await house.invite(fields)).status).toBe(303);
  const found = (await people(house)).find((one) => one.email === (fields['email'] ?? 'cleo@quay.example'));
  if (!found) throw new Error('nobody was invited');
  return found;
}

test('an invited colleague gets a link of their own and sees what was given, and nothing more', async () => {
  const house = await company();
  const { org, customer, sites, portal, list } = house;
  await world.job(customer, { title: 'At the north door', site_id: sites[0].id });
  const cleo = await invited(house, { 'may-jobs': 'none', 'may-sites': 'chosen', site: [sites[0].id] });
  expect(cleo.permissions).toMatchObject({ portal: 'yes', jobs: 'none', invoices: 'none', colleagues: 'no' });
  await runTasks(world, post.services);
  const mail = post.mails.find((one) => one.to.includes('cleo@quay.example'));
  expect(mail?.subject).toBe('Ada Admin invites you to the portal of Harbour & Hill Property Care');
  const link = /http:\/\/doorstep\.test(\/l\/[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const visitor = world.browser();
  await visitor.get(link);
  expect((await visitor.get(`/${org.slug}/more`)).html).toContain('North');
  expect((await visitor.get(`/${org.slug}/more`)).html).not.toContain('South');
  for (const closed of ['jobs', 'invoices', 'colleagues'])
    expect([closed, (await visitor.get(`/${org.slug}/${closed}`)).status]).toEqual([closed, 404]);
  const { html } = await portal.get(list);
  expect(html).toContain('Cleo Guest');
  expect(html).toContain('Sites: Chosen sites');
  const office = await world.signInStaff(org, await world.staff(org));
  expect((await office.get(`/office/customers/10500/contacts/${cleo.id}`)).html).toContain(
    'Ada Admin invited Cleo Guest',
  );
});

test('the office hears of it, once, and is led to who was invited', async () => {
  const house = await company();
  const office = await world.signInStaff(house.org, await world.staff(house.org));
  const key = crypto.randomUUID();
  await house.invite({ key });
  await house.invite({ key });
  await runTasks(world, post.services);
  expect((await office.get('/office/notices')).html).toContain(
    'Ada Admin invited a colleague to the portal of Quay Hotels',
  );
  const notices = await world.rows<{ id: string; times: number }>(house.org, 'select id, times from staff_notices');
  expect(notices).toMatchObject([{ times: 1 }]);
  const [cleo] = await people(house);
  const answer = await office.get(`/office/notices/${notices[0]?.id}`);
  expect(answer.location).toBe(`/office/customers/10500/contacts/${cleo?.id}`);
});

test('no choice is wider than one’s own, area by area, and no site that one doesn’t see', async () => {
  const house = await company();
  const { html } = await house.portal.get(`${house.list}/new`);
  expect(/name="may-jobs".*?<\/select>/s.exec(html)?.[0]).not.toContain('view_all');
  expect(html).not.toContain('Attic');
  for (const fields of [
    { 'may-jobs': 'view_all' },
    { 'may-jobs': 'edit_own' },
    { 'may-sites': 'all' },
    { 'may-details': 'view' },
    { 'may-sites': 'chosen', site: [house.sites[2].id] },
    { 'may-sites': 'chosen', site: [(await world.site(house.org)).id] },
    { 'may-sites': 'chosen' },
  ] as const)
    expect([fields, (await house.invite(fields)).status]).toEqual([fields, 422]);
  expect(await people(house)).toEqual([]);
});

test('what is inherited but more than the admin’s own is closed to that measure', async () => {
  const house = await company({ quotes: 'view_own' });
  await world.as(house.org.id, (tx) =>
    sql`update orgs set permissions = permissions || '{"quotes": "edit_all", "bookings": "yes"}' where id = ${house.org.id}`.execute(
      tx,
    ),
  );
  const cleo = await invited(house);
  expect(cleo.permissions).toMatchObject({ quotes: 'view_own', jobs: 'none' });
  expect(cleo.permissions).not.toHaveProperty('bookings');
});

test('a name and an address are needed, a known address is nobody new, and a last day is not over', async () => {
  const house = await company();
  for (const [fields, says] of [
    [{ first_name: '', last_name: '' }, 'Type a name'],
    [{ email: '' }, 'Type an e-mail address or a phone number'],
    [{ email: house.main.email ?? '' }, 'has this already'],
    [{ email: 'not an address' }, 'e-mail'],
    [{ access_ends_on: '2026-11-22' }, 'Choose today or a later day'],
  ] as const) {
    const answer = await house.invite(fields);
    expect([answer.status, answer.html.includes(says)]).toEqual([422, true]);
    expect(answer.html.includes('value="Cleo"')).toBe(!('first_name' in fields));
  }
  expect((await invited(house, { access_ends_on: '2026-11-23' })).access_ends_on?.toString()).toBe('2026-11-23');
});

test('the same form sent five times at once invites once, with one message', async () => {
  const house = await company();
  const key = crypto.randomUUID();
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => house.invite({ key, email: 'once@quay.example' })));
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303, 303]);
  expect(await people(house)).toHaveLength(1);
  await runTasks(world, post.services);
  expect(post.mails.filter((mail) => mail.to.includes('once@quay.example'))).toHaveLength(1);
});

test('rights change on the colleague’s next request, and the office reads what changed', async () => {
  const house = await company();
  const { org, portal, list, sites } = house;
  const cleo = await invited(house, { 'may-jobs': 'view_own' });
  const visitor = await world.signInContact(org, cleo);
  expect((await visitor.get(`/${org.slug}/jobs`)).status).toBe(200);
  const rights = `${list}/${cleo.id}/rights`;
  expect((await portal.post(rights, { 'may-jobs': 'none', 'may-sites': 'chosen', site: sites[1].id })).status).toBe(
    303,
  );
  expect((await visitor.get(`/${org.slug}/jobs`)).status).toBe(404);
  expect((await visitor.get(`/${org.slug}/more`)).html).toContain('South');
  expect((await portal.post(rights, { 'may-jobs': 'view_all' })).status).toBe(422);
  const office = await world.signInStaff(org, await world.staff(org));
  const { html } = await office.get(`/office/customers/10500/contacts/${cleo.id}`);
  expect(html).toContain('Ada Admin changed what Cleo Guest may do');
});

test('access that is taken away is gone at once with its link, and comes back with a new one', async () => {
  const house = await company();
  const { org, customer, portal, list } = house;
  const cleo = await invited(house);
  const path = await world.linkPath(org, { kind: 'contact', customerId: customer.id, contactId: cleo.id });
  const visitor = world.browser();
  await visitor.get(path);
  expect((await visitor.get(`/${org.slug}`)).status).toBe(200);
  expect((await portal.post(`${list}/${cleo.id}/withdrawal`)).status).toBe(303);
  expect((await visitor.get(`/${org.slug}`)).status).toBe(303);
  await runTasks(world, post.services);
  expect((await portal.get(`${list}/${cleo.id}`)).html).toContain('Give access back');
  expect((await portal.post(`${list}/${cleo.id}/invitation`)).status).toBe(409);
  expect((await portal.post(`${list}/${cleo.id}/return`)).status).toBe(303);
  await runTasks(world, post.services);
  expect((await visitor.get(`/${org.slug}`)).status).toBe(303);
  expect((await world.browser().get(path)).location).toBe('');
  const last = post.mails.findLast((mail) => mail.to.includes('cleo@quay.example'));
  const again = world.browser();
  await again.get(/http:\/\/doorstep\.test(\/l\/[\w-]+)/.exec(last?.text ?? '')?.[1] ?? '');
  expect((await again.get(`/${org.slug}`)).status).toBe(200);
});

test('an invitation is sent again after a pause, and not to more people than so many a day', async () => {
  const house = await company();
  const { org, portal, list } = house;
  const cleo = await invited(house);
  const again = () => portal.post(`${list}/${cleo.id}/invitation`).then((answer) => answer.status);
  expect(await again()).toBe(409);
  const before = (minutes: number) => world.clock.now.subtract({ minutes }).toString();
  const set = (minutes: number) =>
    world.as(org.id, (tx) =>
      sql`update contacts set invited_at = ${before(minutes)} where id = ${cleo.id}`.execute(tx),
    );
  await set(14);
  expect(await again()).toBe(409);
  await set(15);
  expect(await again()).toBe(303);
  const crowd = (count: number) =>
    world.as(org.id, (tx) =>
      sql`insert into contacts (org_id, customer_id, first_name, invited_by_contact_id, invited_at)
        select ${org.id}, ${house.customer.id}, 'Nr ' || n, ${house.admin.id}, ${world.clock.now.toString()}::timestamptz
        from generate_series(1, ${count}) as n`.execute(tx),
    );
  await crowd(18);
  expect((await house.invite({ email: 'twentieth@quay.example' })).status).toBe(303);
  expect((await house.invite({ email: 'twentyfirst@quay.example' })).status).toBe(409);
});

test('a customer has at most two hundred people', async () => {
  const house = await company();
  const fill = (count: number) =>
    world.as(house.org.id, (tx) =>
      sql`insert into contacts (org_id, customer_id, first_name)
        select ${house.org.id}, ${house.customer.id}, 'Nr ' || n from generate_series(1, ${count}) as n`.execute(tx),
    );
  await fill(197);
  expect((await house.invite()).status).toBe(303);
  expect((await house.invite({ email: 'next@quay.example' })).status).toBe(409);
});

test('oneself, those the office looks after and those who may do more are not an admin’s to change', async () => {
  const house = await company();
  const { org, customer, portal, list, admin, main } = house;
  const mary = await world.contact(customer, {
    first_name: 'Mary',
    invited_by_contact_id: admin.id,
    permissions: JSON.stringify({ jobs: 'view_all' }),
  });
  const other = await world.contact(customer, { first_name: 'Otto' });
  const stranger = await world.contact(await world.customer(org), { first_name: 'Zoe' });
  for (const [who, says] of [
    [admin, 'This is you'],
    [main, 'The business looks after'],
    [other, 'The business looks after'],
    [mary, 'may do more than you'],
  ] as const) {
    const { html } = await portal.get(`${list}/${who.id}`);
    expect([who.first_name, html.includes(says), html.includes('Take access away')]).toEqual([
      who.first_name,
      true,
      false,
    ]);
    for (const part of ['rights', 'withdrawal', 'return', 'invitation'])
      expect([who.first_name, part, (await portal.post(`${list}/${who.id}/${part}`)).status]).toEqual([
        who.first_name,
        part,
        409,
      ]);
  }
  expect((await portal.get(`${list}/${stranger.id}`)).status).toBe(404);
  expect((await portal.post(`${list}/${stranger.id}/withdrawal`)).status).toBe(404);
});

test('two admins who take each other’s access away at once: one stays', async () => {
  const house = await company();
  const { org, portal, list, admin } = house;
  const cleo = await invited(house, { 'may-colleagues': 'yes', 'may-jobs': 'view_own', 'may-invoices': 'view' });
  await world.as(org.id, async (tx) => {
    await sql`update contacts set invited_by_contact_id = ${cleo.id},
      permissions = ${JSON.stringify(cleo.permissions)}::jsonb where id = ${admin.id}`.execute(tx);
    await sql`delete from contact_sites`.execute(tx);
  });
  const other = await world.signInContact(org, cleo);
  const answers = await Promise.all([
    portal.post(`${list}/${cleo.id}/withdrawal`),
    other.post(`${list}/${admin.id}/withdrawal`),
  ]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, expect.any(Number)].toSorted());
  const left = await world.rows<{ n: number }>(
    org,
    `select count(*)::int as n from contacts where permissions ->> 'colleagues' = 'yes' and permissions ->> 'portal' <> 'no'`,
  );
  expect(left[0]?.n).toBe(1);
});

test('without the right there is no page, nor for links that name nobody, nor for staff who look on', async () => {
  const house = await company();
  const { org, customer, main, list, admin } = house;
  const hers = await world.signInContact(org, main);
  const whole = await world.openLink(org, { kind: 'customer', customerId: customer.id });
  for (const visitor of [hers, whole])
    for (const path of [list, `${list}/new`, `${list}/${admin.id}`]) expect((await visitor.get(path)).status).toBe(404);
  const viewing = await world.viewAs(org, await world.staff(org), customer, admin);
  expect((await viewing.get(list)).status).toBe(200);
  expect((await viewing.post(list, { first_name: 'X', email: 'x@quay.example' })).status).toBe(409);
});

test('from a link alone, inviting asks first who sits there', async () => {
  const house = await company();
  const { org, customer, admin, list } = house;
  const visitor = await world.openLink(org, { kind: 'contact', customerId: customer.id, contactId: admin.id });
  expect((await visitor.get(list)).status).toBe(200);
  expect((await visitor.get(`${list}/new`)).location).toContain(`/${org.slug}/confirm?for=invite`);
  expect((await visitor.post(list, { first_name: 'X', email: 'x@quay.example' })).html).toContain('confirm');
  expect(await people(house)).toEqual([]);
});

/** What the database lets an admin's own transaction do, whatever the pages say. */
async function tried(
  house: Company,
  statement: (tx: Parameters<Parameters<typeof world.as>[1]>[0]) => Promise<{ numAffectedRows?: bigint }>,
) {
  const permissions = {
    ...effectivePermissions({ org: house.org.permissions, customer: {}, contact: house.admin.permissions }),
  };
  const actor: ContactActor = {
    kind: 'contact',
    orgId: house.org.id,
    customerId: house.customer.id,
    customerName: '',
    customerNumber: '',
    contactId: house.admin.id,
    name: '',
    permissions,
    inherited: effectivePermissions({ org: house.org.permissions, customer: {} }),
    jobsSince: null,
    subject: null,
    sessionId: house.org.id,
    assurance: 'normal',
    viewedBy: null,
  };
  return world.services.db.inScope(actor, statement).then(
    (result) => Number(result.numAffectedRows ?? 0n),
    (error: unknown) =>
      error instanceof Error && /row-level security|permission denied/.test(error.message) ? 'refused' : String(error),
  );
}

test('the database refuses by itself what the pages refuse', async () => {
  const house = await company();
  const { org, customer, admin, main, sites } = house;
  const cleo = await invited(house);
  const narrow = JSON.stringify({ jobs: 'none', portal: 'yes' });
  const insert = (given: string, more: Record<string, unknown> = {}) =>
    tried(house, (tx) =>
      tx
        .insertInto('contacts')
        .values({
          org_id: org.id,
          id: crypto.randomUUID(),
          customer_id: customer.id,
          first_name: 'X',
          permissions: given,
          invited_by_contact_id: admin.id,
          ...more,
        })
        .execute()
        .then(([result]) => ({ numAffectedRows: result?.numInsertedOrUpdatedRows ?? 0n })),
    );
  const update = (id: string, given: string) =>
    tried(house, (tx) => sql`update contacts set permissions = ${given}::jsonb where id = ${id}`.execute(tx));
  expect(await insert(narrow)).toBe(1);
  expect(await insert(JSON.stringify({ jobs: 'view_all' }))).toBe('refused');
  // What is left to the customer would be all jobs, more than the admin has.
  expect(await insert('{}')).toBe('refused');
  expect(await insert(JSON.stringify({ jobs: 'none', castle: 'yes' }))).toBe('refused');
  expect(await insert(narrow, { is_main: true })).toBe('refused');
  expect(await insert(narrow, { invited_by_contact_id: main.id })).toBe('refused');
  expect(await insert(narrow, { customer_id: (await world.customer(org)).id })).toBe('refused');
  expect(await update(cleo.id, narrow)).toBe(1);
  expect(await update(cleo.id, JSON.stringify({ jobs: 'edit_all' }))).toBe('refused');
  expect(await update(admin.id, narrow)).toBe(0);
  expect(await update(main.id, narrow)).toBe(0);
  const bare = (query: string) => tried(house, (tx) => sql.raw(query).execute(tx));
  expect(await bare(`update contacts set email = 'thief@quay.example' where id = '${cleo.id}'`)).toBe('refused');
  expect(await bare(`delete from contacts where id = '${cleo.id}'`)).toBe('refused');
  const give = (contact: string, site: string) =>
    bare(`insert into contact_sites (org_id, contact_id, site_id) values ('${org.id}', '${contact}', '${site}')`);
  expect(await give(cleo.id, sites[2].id)).toBe('refused');
  expect(await give(admin.id, sites[0].id)).toBe('refused');
  expect(await give(main.id, sites[0].id)).toBe('refused');
  expect(await give(cleo.id, sites[0].id)).toBe(1);
});
