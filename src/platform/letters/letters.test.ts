import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  blocksSchema,
  htmlOf,
  smsTextOf,
  subjectOf,
  tag,
  tagsIn,
  tagsOf,
  textOf,
  UnfilledTag,
  type Block,
  type Letterhead,
  type MergeValues,
} from './index.ts';

const head: Letterhead = {
  name: 'Harbour & Hill',
  tagline: null,
  footer: ['Harbour & Hill, Saltmouth'],
  accent: '#0c5966',
  accent_ink: '#ffffff',
  link: '#0c5966',
  language: 'en-GB',
  dir: 'ltr',
  preview: 'Anna is coming',
};
const url = 'https://portal.example/l/abc';
const blocks: Block[] = [
  { kind: 'heading', text: 'Hello {{name}}' },
  { kind: 'text', text: 'Type {{code}} or open {{link}}.' },
  { kind: 'button', text: 'Open {{name}}', link: 'link' },
];
const filledWith = (name: string): MergeValues =>
  new Map([
    ['name', { kind: 'text', text: name }],
    ['code', { kind: 'code', code: '123456' }],
    ['link', { kind: 'link', url }],
  ]);

/** Anything a person, a file or an attacker may have put into a name. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        '{{link}}',
        '{{ name }}',
        '{{',
        '}}',
        '$&',
        '$1',
        '<b>',
        '"',
        "'",
        '&amp;',
        '\r\n',
        '\u202e',
        'x',
      ),
    )
    .map((parts) => parts.join('')),
);

test('each tag is filled, and text around it stays', () => {
  expect(textOf(blocks, filledWith('Priya'))).toBe(`Hello Priya\n\nType 123456 or open ${url}.\n\nOpen Priya:\n${url}`);
  expect(smsTextOf(blocks.slice(0, 2), filledWith('Priya'))).toBe(`Hello Priya\nType 123456 or open ${url}.`);
});

test('what only looks like a tag is text', () => {
  const text = 'a {{7*7}} {{ }} {{A}} {{x y}} {name} {{{{}}}} {{__proto__}} {{name.}}';
  expect(tagsIn(text)).toEqual([]);
  expect(textOf([{ kind: 'text', text }], new Map())).toBe(text);
});

test('a tag that nothing fills is named', () => {
  expect(() => textOf([{ kind: 'text', text: 'Dear {{customer.first_name}}' }], filledWith('x'))).toThrow(
    new UnfilledTag('customer.first_name'),
  );
  expect(() => htmlOf('', [{ kind: 'button', text: 'Go', link: 'constructor' }], new Map(), head)).toThrow(UnfilledTag);
  expect(tagsOf('{{ a }} {{a}}', blocks)).toEqual(['a', 'name', 'code', 'link']);
});

test('a value is put in once and never read again, in every channel', () => {
  const values = filledWith('{{link}} {{code}} $& {{7*7}}');
  const said = '{{link}} {{code}} $& {{7*7}}';
  const only: Block[] = [{ kind: 'text', text: '{{name}}' }];
  expect(textOf(only, values)).toBe(said);
  expect(smsTextOf(only, values)).toBe(said);
  expect(subjectOf('{{name}}', values)).toBe(said);
  expect(htmlOf('', only, values, head)).toContain('>{{link}} {{code}} $&#38; {{7*7}}<');
});

test('no value adds to the markup, breaks out of an attribute, or brings in a link', () => {
  const mail = (name: string): string =>
    htmlOf(name, blocks, filledWith(name), { ...head, name, tagline: name, preview: name, footer: [name] });
  // A line break in the footer is the one thing a text may bring.
  const markup = (html: string): string => html.replaceAll('<br>', '').replace(/[^<>"']/gu, '');
  const calm = markup(mail('x'));
  fc.assert(
    fc.property(anything, (name) => {
      expect(markup(mail(name))).toBe(calm);
      expect(mail(name).match(/href=/gu)?.length).toBeGreaterThanOrEqual(2);
    }),
  );
});

test('a subject is one line without controls, whatever the values', () => {
  fc.assert(
    fc.property(anything, anything, (name, text) => {
      const subject = subjectOf(`About ${text.replaceAll('{', '')} {{name}}`, filledWith(name));
      expect(subject).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
      expect(subject.length).toBeLessThanOrEqual(200);
    }),
  );
});

test('a value never begins a line of its own in a text', () => {
  fc.assert(
    fc.property(anything, (name) => {
      const one: Block[] = [{ kind: 'text', text: 'Dear {{name}}, open {{link}}' }];
      for (const text of [textOf(one, filledWith(name)), smsTextOf(one, filledWith(name))]) {
        expect(text.split('\n')).toHaveLength(1);
        expect(text.endsWith(`open ${url}`)).toBe(true);
        expect(text).not.toMatch(/\p{Bidi_Control}|\p{Cc}/u);
      }
    }),
  );
});

test('a link leads to http or https and nowhere else', () => {
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'ftp://x', '']) {
    const values: MergeValues = new Map([['link', { kind: 'link', url: bad }]]);
    expect(() => htmlOf('', [{ kind: 'button', text: 'Go', link: 'link' }], values, head)).toThrow(RangeError);
  }
});

test('a hidden link is shown but can’t be followed', () => {
  const values: MergeValues = new Map([['link', { kind: 'hidden', text: 'https://portal.example/l/••••••' }]]);
  const html = htmlOf('', [{ kind: 'button', text: 'Go', link: 'link' }], values, head);
  expect(html).not.toContain('href=');
  expect(textOf([{ kind: 'button', text: 'Go', link: 'link' }], values)).toContain('••••••');
});

test('a mail loads nothing from anywhere', () => {
  const html = htmlOf('s', blocks, filledWith('x'), head);
  expect(html).not.toMatch(/src=|url\(|@import|<link|<script|<img/iu);
});

test.each(['', 'Link', '7', 'a b', 'a.', '__proto__', 'x'.repeat(61)])('%s names no tag', (name) => {
  expect(() => tag(name)).toThrow(RangeError);
});

test('stored blocks are read strictly', () => {
  expect(blocksSchema.safeParse([{ kind: 'text', text: 'x' }]).success).toBe(true);
  for (const bad of [
    [],
    [{ kind: 'html', text: 'x' }],
    [{ kind: 'button', text: 'x', link: 'https://x' }],
    [{ kind: 'text', text: 'x', href: 'y' }],
  ]) {
    expect(blocksSchema.safeParse(bad).success).toBe(false);
  }
});
