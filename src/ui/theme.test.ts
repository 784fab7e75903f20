import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contrast,
  grounds,
  isReadable,
  nearestAccent,
  themeColours,
  themeCss,
  themeProblems,
  type Scheme,
} from './theme.ts';

const accents = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
  .map((rgb) => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`);

/** Every pair of text and ground on which an accent has a say. */
function pairs(accent: string, scheme: Scheme): readonly (readonly [string, string, string])[] {
  const colours = themeColours(accent, scheme);
  const { paper, card, well, ink, 'ink-soft': soft } = grounds[scheme];
  return [
    ['button', colours['fill-ink'], colours.fill],
    ['button under the mouse', colours['fill-ink'], colours['fill-hover']],
    ['link on paper', colours.link, paper],
    ['link on a card', colours.link, card],
    ['link on a well', colours.link, well],
    ['link on a tint', colours.link, colours['accent-tint']],
    ['text on a tint', ink, colours['accent-tint']],
    ['soft text on a tint', soft, colours['accent-tint']],
  ];
}

test('whatever colour an org chooses, every text reads in light and dark', () => {
  fc.assert(
    fc.property(accents, fc.constantFrom<Scheme>('light', 'dark'), (accent, scheme) => {
      for (const [what, text, ground] of pairs(accent, scheme)) {
        if (contrast(text, ground) < 4.5) throw new Error(`${what}: ${text} on ${ground} is ${contrast(text, ground)}`);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what is not a colour, or would vanish on the page, is refused in words', () => {
  expect(themeProblems('teal')).toEqual(['ui.theme-not-hex']);
  expect(themeProblems('#0c596')).toEqual(['ui.theme-not-hex']);
  expect(themeProblems('#0c5966;}')).toEqual(['ui.theme-not-hex']);
  expect(themeProblems('#ffffff')).toEqual(['ui.theme-too-pale']);
  expect(['#0c5966', '#a3263f', '#ffc928', '#000000'].flatMap(themeProblems)).toEqual([]);
});

test('a stylesheet is never made of anything but a colour', () => {
  expect(() => themeCss('red}body{display:none')).toThrow(RangeError);
});

test('the token sheet holds the grounds and the default theme that are computed here', () => {
  const sheet = readFileSync(new URL('css/tokens.css', import.meta.url), 'utf8');
  const token = (name: string): readonly (string | undefined)[] => {
    const found = new RegExp(`--${name}: light-dark\\(([^,]+), ([^)]+)\\)`).exec(sheet);
    return [found?.[1], found?.[2]];
  };
  for (const [name, value] of Object.entries(grounds.light)) expect(token(name)[0], name).toBe(value);
  for (const [name, value] of Object.entries(grounds.dark)) expect(token(name)[1], name).toBe(value);
  for (const [name, value] of Object.entries(themeColours('#0c5966', 'light')))
    expect(token(name)[0], name).toBe(value);
  for (const [name, value] of Object.entries(themeColours('#0c5966', 'dark'))) expect(token(name)[1], name).toBe(value);
});

test('a text is readable from 4.5 to 1 on, and at 4.49 it is not', () => {
  const greys = Array.from({ length: 256 }, (_, value) => `#${value.toString(16).padStart(2, '0').repeat(3)}`);
  const colours = greys.flatMap((grey) =>
    ['#ffffff', ...Object.values(grounds.light)].map((ground) => [grey, ground] as const),
  );
  const near = (from: number, to: number) =>
    colours.filter(([text, ground]) => contrast(text, ground) >= from && contrast(text, ground) < to);
  const [reaching, missing] = [near(4.5, 4.56), near(4.44, 4.5)];
  expect(Math.min(reaching.length, missing.length)).toBeGreaterThan(0);
  expect(reaching.filter(([text, ground]) => !isReadable(text, ground))).toEqual([]);
  expect(missing.filter(([text, ground]) => isReadable(text, ground))).toEqual([]);
});

test('the palest colour that is taken, one step past it, and what is offered instead', () => {
  const greys = Array.from({ length: 256 }, (_, value) => `#${value.toString(16).padStart(2, '0').repeat(3)}`);
  const refused = greys.findIndex((grey) => themeProblems(grey).length > 0);
  const [last = '', first = ''] = greys.slice(refused - 1);
  expect([contrast(last, grounds.light.card) >= 1.25, contrast(first, grounds.light.card) < 1.25]).toEqual([
    true,
    true,
  ]);
  expect(nearestAccent(last)).toBe(last);
  expect(nearestAccent(first)).toBe(last);
});

test('whatever is typed, what is offered instead is taken', () => {
  fc.assert(
    fc.property(accents, (accent) => {
      if (themeProblems(nearestAccent(accent)).length > 0) throw new Error(`${accent}: ${nearestAccent(accent)}`);
    }),
    { numRuns: 500 },
  );
});
