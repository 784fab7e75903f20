import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, grounds, themeColours, themeCss, themeProblems, type Scheme } from './theme.ts';

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
