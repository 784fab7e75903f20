import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const org = await world.org();
const anna = await world.signInStaff(org, await world.staff(org, { role: 'agent', name: 'Anna' }));
const sam = await world.signInStaff(org, await world.staff(org, { role: 'viewer', name: 'Sam' }));
await world.job(await world.customer(org), { number: '1187' });

const save = (name: string, more: Record<string, string> = {}) =>
  anna.post('/office/filters', { list: 'jobs', query: 'sort=window&step=paused&after=abc', name, ...more });
const idsOf = async (name: string) =>
  (await world.rows<{ id: string }>(org, `select id from saved_filters where name = '${name}'`)).map((row) => row.id);

test('a narrowed list offers to keep its filter, and the kept one is a tab that is a plain address', async () => {
  expect((await anna.get('/office/jobs')).html).not.toContain('Save this filter');
  expect((await anna.get('/office/jobs?step=paused')).html).toContain('Save this filter');
  const saved = await save('Paused ones');
  expect(saved.location).toBe('/office/jobs?sort=window&step=paused');
  const page = await anna.arrive(saved);
  expect(page.html).toContain('Saved as “Paused ones”.');
  expect(page.html).toMatch(
    /href="\/office\/jobs\?sort=window&amp;step=paused" aria-current="page"[^>]*>\s*Paused ones/,
  );
  // The same filter, however the address puts it, on whichever page of it.
  expect((await anna.get('/office/jobs?step=paused&sort=window')).html).not.toContain('Save this filter');
});

test('the list of messages keeps its filters too', async () => {
  expect((await anna.get('/office/messages?state=closed')).html).toContain('Save this filter');
  const saved = await save('Done with', { list: 'messages', query: 'state=closed&who=mine' });
  expect(saved.location).toMatch(/^\/office\/messages\?/);
  expect((await anna.arrive(saved)).html).toMatch(/aria-current="page"[^>]*>\s*Done with/);
  expect((await anna.get('/office/messages')).html).toContain('Done with');
});

test('one’s own is nobody else’s; the team’s is everybody’s, and a viewer shares none', async () => {
  await save('For all', { team: 'yes', query: 'step=cancelled' });
  const page = (await sam.get('/office/jobs')).html;
  expect(page).toContain('For all');
  expect(page).not.toContain('Paused ones');
  const refused = await sam.post('/office/filters', { list: 'jobs', query: 'step=all', name: 'Mine', team: 'yes' });
  expect(refused.status).toBe(404);
  const [id] = await idsOf('For all');
  expect((await sam.post(`/office/filters/${id}/removal`)).status).toBe(404);
});

test('renamed, moved and removed, and the removal taken back', async () => {
  const [id] = await idsOf('Paused ones');
  const renamed = await anna.post(`/office/filters/${id}/name`, { list: 'jobs', name: 'Waiting' });
  expect((await anna.arrive(renamed)).html).toContain('It is called “Waiting” now.');
  await anna.post(`/office/filters/${id}/place`, { by: 'later' });
  const manage = await anna.get('/office/filters?list=jobs');
  expect(manage.html.indexOf('For all')).toBeLessThan(manage.html.indexOf('Waiting'));
  const removed = await anna.arrive(await anna.post(`/office/filters/${id}/removal`));
  const [, undo = ''] = /action="(\/office\/undo\/[^"]+)"/.exec(removed.html) ?? [];
  expect((await anna.get('/office/jobs')).html).not.toContain('Waiting');
  expect((await anna.arrive(await anna.post(undo))).html).toContain('“Waiting” is back.');
});

test('a name too long is asked for again; one at the limit is kept, and twice the same is one', async () => {
  const long = await save('x'.repeat(41));
  expect(long.status).toBe(422);
  expect(long.html).toContain('Use 40 letters or fewer');
  await Promise.all([save('y'.repeat(40)), save('y'.repeat(40))]);
  expect(await idsOf('y'.repeat(40))).toHaveLength(1);
});

test('past the most that one may keep, the next is refused', async () => {
  for (let n = 0; n < 20; n += 1) await save(`Own ${n}`, { query: `customer=${n}` });
  expect((await save('One more', { query: 'customer=x' })).status).toBe(409);
});

test('columns that somebody chose are shown to them alone, and remembered', async () => {
  const answer = await anna.post('/office/columns', {
    list: 'jobs',
    column: ['customer', 'state'],
    back: '/office/jobs',
  });
  expect((await anna.arrive(answer)).html).toContain('Your columns are saved.');
  const mine = (await anna.get('/office/jobs')).html;
  const heads = (html: string) =>
    [...html.matchAll(/<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)</g)].map(([, name]) => name);
  expect(heads(mine)).toEqual(['Job', 'Customer', 'State']);
  expect(heads((await sam.get('/office/jobs')).html).length).toBeGreaterThan(5);
});
