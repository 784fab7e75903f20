import { expect, test } from 'vitest';
import { openWorld, type Org } from '../../../test/world.ts';
import { htmlValidator } from '../../../test/html-rules.ts';

const world = await openWorld();
const LOOK = { accent: '#a3263f', font: 'serif', corners: 'round', portal_scheme: 'visitor' };
const PATH = '/office/settings/look';

async function office() {
  const org = await world.org();
  return { org, browser: await world.signInStaff(org, await world.staff(org, { role: 'manager' })) };
}

async function lookOf(org: Org) {
  const [row] = await world.rows<Record<string, string>>(
    org,
    `select accent, font, corners, portal_scheme from orgs where id = '${org.id}'`,
  );
  return row;
}

/** The sheet that a page of the portal wears. */
async function sheetOf(org: Org): Promise<{ href: string; css: string; html: string }> {
  const { html } = await world.browser().get(`/${org.slug}/sign-in`);
  const href = /href="(\/[^"]*\/theme\/[^"]+)"/.exec(html)?.[1] ?? '';
  return { href, css: (await world.browser().get(href)).html, html };
}

test('a look is saved, worn by the portal, taken back and brought forward again', async () => {
  const { org, browser } = await office();
  const before = await lookOf(org);
  expect((await browser.post(PATH, { ...LOOK, accent: 'A3263F' })).status).toBe(303);
  expect(await lookOf(org)).toEqual(LOOK);
  const { href, css } = await sheetOf(org);
  expect(href).toBe(`/${org.slug}/theme/a3263f-serif-round.css`);
  expect(css).toContain('--accent:#a3263f');
  expect(css).toContain('--font:Charter');
  expect(css).toContain('--r-card:18px');

  const undo =
    /action="([^"]*\/undo\?[^"]*)"/.exec((await browser.get(PATH)).html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect((await browser.post(undo)).status).toBe(303);
  expect(await lookOf(org)).toEqual(before);
  // The same button pressed twice takes back once.
  await browser.post(undo);
  expect(await lookOf(org)).toEqual(before);
  const forward = /action="([^"]*\/undo\?[^"]*)"/.exec((await browser.get(PATH)).html)?.[1] ?? '';
  await browser.post(forward.replaceAll('&amp;', '&'));
  expect(await lookOf(org)).toEqual(LOOK);
  await browser.post(`${PATH}/reset`);
  expect(await lookOf(org)).toEqual(before);
});

test('a first look has none before it to go back to', async () => {
  const { org, browser } = await office();
  expect((await browser.get(PATH)).html).not.toContain('/undo?');
  const look = Object.values((await lookOf(org)) ?? {}).join(' ');
  expect((await browser.post(`${PATH}/undo?${new URLSearchParams({ of: look }).toString()}`)).status).toBe(409);
});

test('a preview shows a look in frames of their own and saves nothing', async () => {
  const { org, browser } = await office();
  const before = await lookOf(org);
  const { status, html } = await browser.post(`${PATH}/preview`, LOOK);
  expect(status).toBe(200);
  const frames = [...html.matchAll(/<iframe[^>]*src="([^"]+)"[^>]*>/g)].map(([, src = '']) =>
    src.replaceAll('&amp;', '&'),
  );
  expect(frames).toEqual([
    `${PATH}/sample?look=a3263f-serif-round&scheme=light`,
    `${PATH}/sample?look=a3263f-serif-round&scheme=dark`,
    `${PATH}/sample?look=a3263f-serif-round&scheme=light`,
  ]);
  const sample = await browser.get(frames[1] ?? '');
  expect(sample.html).toContain('data-theme="dark"');
  expect(sample.html).toContain(`/${org.slug}/theme/a3263f-serif-round.css`);
  expect(sample.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(sample.headers.get('content-security-policy')).not.toContain('script-src');
  expect(sample.html).not.toContain('<script');
  expect(await lookOf(org)).toEqual(before);
  for (const page of [html, sample.html]) {
    const report = await htmlValidator.validateString(page);
    expect(report.results.flatMap((result) => result.messages.map((one) => `${one.ruleId}: ${one.message}`))).toEqual(
      [],
    );
  }
});

test('a colour that no button can wear is refused, and the nearest that can is offered and works', async () => {
  const { org, browser } = await office();
  const answer = await browser.post(PATH, { ...LOOK, accent: '#fdf6c9' });
  expect(answer.status).toBe(422);
  const offered = /name="nearest" value="(#[0-9a-f]{6})"/.exec(answer.html)?.[1] ?? '';
  expect(answer.html).toContain(`The nearest that works is ${offered}.`);
  expect((await lookOf(org))?.['accent']).toBe('#0c5966');
  expect((await browser.post(PATH, { ...LOOK, accent: '#fdf6c9', nearest: offered })).status).toBe(303);
  expect((await lookOf(org))?.['accent']).toBe(offered);
});

test.each([
  ['accent', 'teal'],
  ['accent', '#12345'],
  ['accent', 'red;}body{display:none'],
  ['font', 'Comic Sans'],
  ['font', "x';}*{display:none"],
  ['font', 'toString'],
  ['corners', '3px'],
  ['portal_scheme', 'dark'],
])('%s “%s” is refused and nothing is written', async (field, value) => {
  const { org, browser } = await office();
  const before = await lookOf(org);
  expect((await browser.post(PATH, { ...LOOK, [field]: value })).status).toBe(422);
  expect(await lookOf(org)).toEqual(before);
});

test.each([
  'a3263f-serif-round-more',
  'a3263f-serif',
  'a3263',
  'a3263f-constructor-soft',
  'a3263f-serif-round%7D',
  'A3263F',
  'a3263f-serif-',
])('no stylesheet is made of “%s”', async (version) => {
  const { org } = await office();
  const expected = version === 'a3263f-serif' ? 200 : 404;
  expect((await world.browser().get(`/${org.slug}/theme/${version}.css`)).status).toBe(expected);
});

test('an org may keep its portal light: nobody can choose, and a choice made before counts for nothing', async () => {
  const { org, browser } = await office();
  const visitor = world.browser();
  await visitor.postBare(`/${org.slug}/appearance`, { theme: 'dark', next: `/${org.slug}/sign-in` });
  expect((await visitor.get(`/${org.slug}/sign-in`)).html).toContain('<html lang="en-GB" dir="ltr" data-theme="dark">');
  await browser.post(PATH, { ...LOOK, portal_scheme: 'light' });
  const { html } = await visitor.get(`/${org.slug}/sign-in`);
  expect(html).toContain('data-theme="light"');
  expect(html).not.toContain(`action="/${org.slug}/appearance"`);
});
