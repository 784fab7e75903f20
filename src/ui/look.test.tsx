import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createTranslator } from '../platform/i18n/index.ts';
import { isWordKey } from '../words/index.ts';
import { icons } from './icons.ts';
import {
  contrast,
  ErrorSummary,
  Form,
  initials,
  PortalShell,
  renderPart,
  stateLook,
  states,
  TextField,
  Toast,
  Words,
  type PageContext,
} from './index.ts';

const sheets = new URL('css/', import.meta.url);
const css = readdirSync(sheets).map((name) => ({ name, text: readFileSync(new URL(name, sheets), 'utf8') }));

const page: PageContext = {
  t: createTranslator('en-GB'),
  lang: 'en',
  locale: 'en-GB',
  dir: 'ltr',
  timeZone: 'Europe/London',
  csrf: 'the-token',
  path: '/harbour-hill',
  assets: { css: '/a.css', js: '/a.js' },
  now: Temporal.Instant.from('2026-11-23T09:40:00Z'),
};

test('every state has a word of the catalogue and an icon, and no two of a kind look the same', () => {
  for (const [kind, looks] of Object.entries(states)) {
    const seen = Object.values(looks).map((look) => `${look.tone} ${look.icon}`);
    expect(new Set(seen).size, kind).toBe(seen.length);
    for (const look of Object.values(looks)) {
      expect(isWordKey(look.word), look.word).toBe(true);
      expect(icons).toHaveProperty(look.icon);
    }
  }
});

test.each([
  ['job', /step text not null default 'received' check \(step in\s*\(([^)]+)\)/],
  ['import', /state text not null default 'mapping' check \(state in\s*\(([^)]+)\)/],
  ['delivery', /state text not null default 'queued' check \(state in\s*\(([^)]+)\)/],
  ['payment', /state text not null default 'cleared' check \(state in\s*\(([^)]+)\)/],
] as const)('the state map knows every state of a %s that the database knows', (kind, rule) => {
  const folder = new URL('../../db/migrations/', import.meta.url);
  const schema = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const known = rule.exec(schema)?.[1]?.match(/\w+/g) ?? [];
  expect(known.length).toBeGreaterThan(1);
  expect(Object.keys(states[kind])).toEqual(expect.arrayContaining(known));
});

test('a state without a look is an error, not a blank chip', () => {
  const unknown: string = 'vanished';
  expect(() => stateLook('job', unknown as 'paused')).toThrow("No look for job 'vanished'");
});

test('state colours read on their tints in light and dark', () => {
  const tokens = css.find(({ name }) => name === 'tokens.css')?.text ?? '';
  const value = (token: string): readonly string[] =>
    new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens)?.slice(1) ?? [];
  for (const tone of ['good', 'warn', 'bad', 'info']) {
    for (const scheme of [0, 1]) {
      const [text, tint] = [value(tone)[scheme] ?? '', value(`${tone}-tint`)[scheme] ?? ''];
      expect(contrast(text, tint), `${tone} ${scheme}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('a colour is written in the token sheet and nowhere else', () => {
  for (const { name, text } of css.filter((sheet) => sheet.name !== 'tokens.css')) {
    expect(
      text.replaceAll(/\/\*[^]*?\*\//g, '').match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(/gi) ?? [],
      name,
    ).toEqual([]);
  }
});

test('no stylesheet says left or right, so that right to left is free', () => {
  for (const { name, text } of css) {
    expect(
      text.match(
        /\b(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|float\s*:|text-align:\s*(?:left|right)/g,
      ) ?? [],
      name,
    ).toEqual([]);
  }
});

test('the icons are those of the installed set', () => {
  const folder = join(dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons');
  const squeeze = (svg: string): string => svg.replaceAll(/\s+/g, '');
  for (const [name, inside] of Object.entries(icons)) {
    expect(squeeze(readFileSync(join(folder, `${name}.svg`), 'utf8')), name).toContain(squeeze(inside));
  }
});

test('a form that writes carries the token and is guarded; a search is and does neither', () => {
  const post = renderPart(page, <Form action="/x">.</Form>);
  expect(post).toContain('<input type="hidden" name="csrf" value="the-token"');
  expect(post).toContain('data-once');
  const get = renderPart(
    page,
    <Form method="get" action="/x">
      .
    </Form>,
  );
  expect(get).not.toContain('csrf');
  expect(get).not.toContain('data-once');
});

test('a field is tied to its label, hint and error, and the summary leads to it', () => {
  const html = renderPart(
    page,
    <>
      <ErrorSummary problems={[{ field: 'contact[phone]', text: 'Add the missing digits' }]} />
      <TextField name="contact[phone]" label="Phone" hint="With area code" error="3 digits short" value="<b>" />
    </>,
  );
  expect(html).toContain('href="#f-contact-phone-"');
  expect(html).toContain(
    'id="f-contact-phone-" aria-describedby="f-contact-phone--hint f-contact-phone--error" aria-invalid="true"',
  );
  expect(html).toContain('value="&lt;b>"');
});

test('a toast takes back by a post, without scripts', () => {
  const html = renderPart(page, <Toast notice={{ tone: 'good', text: 'Link disabled', undo: { path: '/undo/7' } }} />);
  expect(html).toContain('action="/undo/7" method="post"');
});

test('a bar with six places is refused', () => {
  const places = Array.from({ length: 6 }, (_, at) => ({ href: `/${at}`, label: String(at), icon: 'house' as const }));
  expect(() =>
    renderPart(
      page,
      <PortalShell title="x" places={places}>
        .
      </PortalShell>,
    ),
  ).toThrow('room for 5');
});

test('a sentence keeps its order when a part of it is markup', () => {
  const html = renderPart(page, <Words of="ui.error-ring" with={{ phone: <a href="tel:1">1 & 2</a> }} />);
  expect(html).toBe('Or ring <a href="tel:1">1 &amp; 2</a>.');
});

test('initials are the first letters of the first and last word', () => {
  expect(['Priya Raman', 'Jo', 'Zubair & Sons', 'élodie van den Berg', ''].map(initials)).toEqual([
    'PR',
    'J',
    'ZS',
    'ÉB',
    '',
  ]);
});
