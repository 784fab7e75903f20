import { expect, test } from 'vitest';
import { OPEN, openWorld } from '../../../test/world.ts';

const world = await openWorld();
const key = () => crypto.randomUUID();

async function house(permissions: Record<string, string> = {}) {
  const org = await world.org({ permissions: JSON.stringify({ ...OPEN, ...permissions }) });
  const member = await world.staff(org, { public_name: 'Jo' });
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true });
  return { org, member, customer, contact };
}

type House = Awaited<ReturnType<typeof house>>;

async function ask({ org, contact }: House, body = 'Which gate shall we use?', more: Record<string, string> = {}) {
  const browser = await world.signInContact(org, contact);
  const answer = await browser.post(`/${org.slug}/messages/new`, { key: key(), body, ...more });
  expect(answer.status).toBe(303);
  return { browser, path: answer.location, id: answer.location.split('/').at(-1) ?? '' };
}

const messagesOf = (org: House['org'], id: string) =>
  world.rows<{ body: string; internal: boolean; position: number }>(
    org,
    `select body, internal, position from messages where thread_id = '${id}' order by position`,
  );

test('a customer asks, the office answers, and each side sees what waits for it', async () => {
  const home = await house();
  const { org, member } = home;
  const office = await world.signInStaff(org, member);
  const { browser, path, id } = await ask(home, 'Which gate?\n\nhttps://maps.example/gate.');
  expect((await browser.get(path)).html).toContain('Which gate?');
  const inbox = await office.get('/office/messages');
  expect(inbox.html).toContain('Priya Raman');
  expect(inbox.html).toMatch(/Messages<span class="count new" data-count="[^"]+"><span aria-hidden="true">1</);
  const thread = await office.get(`/office/messages/${id}`);
  expect(thread.html).toContain(
    '<a href="https://maps.example/gate" rel="noopener noreferrer nofollow ugc" target="_blank">https://maps.example/gate</a>.',
  );
  // Read by somebody who may answer: it waits for nobody now.
  expect((await office.get('/office/messages')).html).not.toMatch(/ unread<\/span>/);
  await office.post(`/office/messages/${id}`, { key: key(), body: 'The blue one.' });
  const home1 = await browser.get(`/${org.slug}`);
  expect(home1.html).toMatch(/Messages<span class="count new" data-count="[^"]+"><span aria-hidden="true">1</);
  const read = await browser.get(path);
  expect(read.html).toContain('The blue one.');
  expect(read.html).toContain('Jo, office');
  expect((await browser.get(`/${org.slug}`)).html).not.toMatch(/ unread<\/span>/);
});

test('a page that is fetched early, in case it is wanted, counts as read by nobody', async () => {
  const home = await house();
  const { org, member } = home;
  const { browser, path, id } = await ask(home);
  const office = await world.signInStaff(org, member);
  await office.post(`/office/messages/${id}`, { key: key(), body: 'The blue one.' });
  await browser.get(path, { 'sec-purpose': 'prefetch' });
  expect((await browser.get(`/${org.slug}`)).html).toMatch(/ unread<\/span>/);
});

test('a note is for the office alone, whatever the customer asks for', async () => {
  const home = await house();
  const { org, member, customer, contact } = home;
  const { browser, path, id } = await ask(home);
  const office = await world.signInStaff(org, member);
  await office.post(`/office/messages/${id}/notes`, { key: key(), body: 'Do not tell her about the gate.' });
  expect((await office.get(`/office/messages/${id}`)).html).toContain('Do not tell her');
  for (const page of [path, `/${org.slug}`, `/${org.slug}/messages`]) {
    expect((await browser.get(page)).html).not.toContain('Do not tell her');
  }
  // A note is no answer: nothing waits for the customer.
  expect((await browser.get(`/${org.slug}`)).html).not.toMatch(/ unread<\/span>/);
  const looking = await world.viewAs(org, member, customer, contact);
  expect((await looking.get(path)).html).not.toContain('Do not tell her');
});

test('two presses, and twenty parallel sends of one form, are one message', async () => {
  const home = await house();
  const { browser, path, id } = await ask(home);
  const form = { key: key(), body: 'Only once.' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post(path, form)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 303));
  expect((await messagesOf(home.org, id)).map(({ body }) => body)).toEqual(['Which gate shall we use?', 'Only once.']);
  const twice = { key: key(), body: 'A question.', subject: 'Once' };
  const both = await Promise.all([0, 1].map(() => browser.post(`/${home.org.slug}/messages/new`, twice)));
  expect(both[0]?.location).toBe(both[1]?.location);
});

test('two people who write at once both get their place', async () => {
  const home = await house();
  const { browser, path, id } = await ask(home);
  await Promise.all(Array.from({ length: 8 }, (_, at) => browser.post(path, { key: key(), body: `Message ${at}` })));
  const rows = await messagesOf(home.org, id);
  expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a text of 5,000 characters is taken and one more is not, and nothing typed is lost', async () => {
  const home = await house();
  const { browser, path, id } = await ask(home);
  expect((await browser.post(path, { key: key(), body: 'ä'.repeat(5000) })).status).toBe(303);
  const long = await browser.post(path, { key: key(), body: 'ä'.repeat(5001) });
  expect(long.status).toBe(422);
  expect(long.html).toContain('has 5,001 characters');
  expect(long.html).toContain('ä'.repeat(5001));
  const empty = await browser.post(path, { key: key(), body: '  ' });
  expect(empty.status).toBe(422);
  expect(await messagesOf(home.org, id)).toHaveLength(2);
});

test('sixty messages an hour are taken of a contact, twenty of a link, and no more', async () => {
  const home = await house();
  const { browser, path } = await ask(home);
  for (let at = 1; at < 60; at += 1) expect((await browser.post(path, { key: key(), body: `${at}` })).status).toBe(303);
  const over = await browser.post(path, { key: key(), body: 'One more' });
  expect(over.status).toBe(422);
  expect(over.html).toContain('60 messages in an hour');
  expect(over.html).toContain('One more');
  const job = await world.job(home.customer);
  const link = await world.openLink(home.org, { kind: 'job', customerId: home.customer.id, jobId: job.id });
  const first = await link.post(`/${home.org.slug}/messages/new`, {
    key: key(),
    body: 'Hi',
    about: `job:${job.number}`,
  });
  expect(first.status).toBe(303);
  for (let at = 1; at < 20; at += 1) await link.post(first.location, { key: key(), body: `${at}` });
  expect((await link.post(first.location, { key: key(), body: 'One more' })).status).toBe(422);
});

test('twenty new threads a day are taken of a customer, and no more', async () => {
  const home = await house();
  for (let at = 0; at < 20; at += 1) await ask(home, `Question ${at}`);
  const browser = await world.signInContact(home.org, home.contact);
  const over = await browser.post(`/${home.org.slug}/messages/new`, { key: key(), body: 'One more' });
  expect(over.status).toBe(422);
  expect(over.html).toContain('20 new questions');
});

test('a contact with its own messages sees those it takes part in, and no colleague’s', async () => {
  const home = await house({ messages: 'own' });
  const { org, customer, member } = home;
  const colleague = await world.contact(customer, { first_name: 'Arjun' });
  const { path } = await ask(home, 'From Priya');
  const other = await world.signInContact(org, colleague);
  expect((await other.get(path)).status).toBe(404);
  expect((await other.get(`/${org.slug}/messages`)).html).not.toContain('From Priya');
  expect((await other.post(path, { key: key(), body: 'Me too' })).status).toBe(404);
  const office = await world.signInStaff(org, member);
  const begun = await office.post('/office/messages/new', {
    key: key(),
    customer: customer.number,
    contact: colleague.id,
    body: 'To Arjun',
  });
  const id = begun.location.split('/').at(-1) ?? '';
  expect((await other.get(`/${org.slug}/messages/${id}`)).html).toContain('To Arjun');
  expect((await other.get(`/${org.slug}`)).html).not.toMatch(/ unread<\/span>/);
});

test('a thread about a job that is not shown is not shown', async () => {
  const home = await house();
  const { org, customer, contact, member } = home;
  const job = await world.job(customer);
  const { path } = await ask(home, 'About the job', { about: `job:${job.number}` });
  const jobless = await world.contact(customer, { permissions: JSON.stringify({ jobs: 'none' }) });
  expect((await (await world.signInContact(org, jobless)).get(path)).status).toBe(404);
  const browser = await world.signInContact(org, contact);
  expect((await browser.get(`/${org.slug}/jobs/${job.number}`)).html).toContain(path);
  const office = await world.signInStaff(org, member);
  expect((await office.get(`/office/jobs/${job.number}`)).html).toContain(path.replace(`/${org.slug}`, '/office'));
});

test('the holder of a link to one job reads and writes about that job and nothing else', async () => {
  const home = await house();
  const { org, customer } = home;
  const [job, other] = [await world.job(customer), await world.job(customer)];
  const general = await ask(home, 'In general');
  const about = await ask(home, 'About the job', { about: `job:${job.number}` });
  const link = await world.openLink(org, { kind: 'job', customerId: customer.id, jobId: job.id });
  expect((await link.get(about.path)).html).toContain('About the job');
  expect((await link.get(general.path)).status).toBe(404);
  expect((await link.post(about.path, { key: key(), body: 'From the door' })).status).toBe(303);
  const wrong = { key: key(), body: 'Hm', about: `job:${other.number}` };
  expect((await link.post(`/${org.slug}/messages/new`, wrong)).status).toBe(404);
  expect((await link.post(`/${org.slug}/messages/new`, { key: key(), body: 'Hm' })).status).toBe(409);
});

test('where messages are closed there is no page of them', async () => {
  const home = await house({ messages: 'none' });
  const browser = await world.signInContact(home.org, home.contact);
  expect((await browser.get(`/${home.org.slug}/messages`)).status).toBe(404);
  expect((await browser.get(`/${home.org.slug}`)).html).not.toContain(`/${home.org.slug}/messages`);
});

test('staff who look on read nothing and write nothing', async () => {
  const home = await house();
  const { org, member, customer, contact } = home;
  const { path, id } = await ask(home);
  const office = await world.signInStaff(org, member);
  await office.post(`/office/messages/${id}`, { key: key(), body: 'The blue one.' });
  const looking = await world.viewAs(org, member, customer, contact);
  expect((await looking.get(path)).html).not.toContain('Send message');
  expect((await looking.post(path, { key: key(), body: 'As her' })).status).toBe(409);
  expect((await (await world.signInContact(org, contact)).get(`/${org.slug}`)).html).toMatch(/ unread<\/span>/);
  expect(await messagesOf(org, id)).toHaveLength(2);
});

test('a customer’s message opens a closed thread again', async () => {
  const home = await house();
  const { org, member } = home;
  const { browser, path, id } = await ask(home);
  const office = await world.signInStaff(org, member);
  expect((await office.post(`/office/messages/${id}/closing`)).status).toBe(303);
  expect((await office.post(`/office/messages/${id}/closing`)).status).toBe(409);
  expect((await office.get('/office/messages')).html).not.toContain('Priya Raman');
  expect((await office.get('/office/messages?state=closed')).html).toContain('Priya Raman');
  expect((await browser.get(path)).html).toContain('This conversation is closed');
  await browser.post(path, { key: key(), body: 'One more thing' });
  expect((await office.get('/office/messages')).html).toContain('One more thing');
});

test('what a message says is text: no markup, no address but https', async () => {
  const home = await house();
  const { browser, path } = await ask(home, '<img src=x onerror=alert(1)> javascript:alert(1) http://plain.example');
  const { html } = await browser.get(path);
  expect(html).toContain('&lt;img src=x');
  expect(html).not.toContain('href="javascript:');
  expect(html).not.toContain('href="http://plain');
  await browser.post(path, { key: key(), body: 'https://jo:pw@evil.example/ and https://ok.example/a(b)' });
  const after = (await browser.get(path)).html;
  expect(after).not.toContain('href="https://jo:pw');
  expect(after).toContain('href="https://ok.example/a(b"');
});

test('nothing of all this was answered with an error', () => {
  expect(world.troubles).toEqual([]);
});
