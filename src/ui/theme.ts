/**
 * An org's colours. The org chooses one accent; everything else is computed here, once, in plain values, so that
 * every pair of text and ground reads (WCAG 2.2: 4.5 to 1) in light and dark and in browsers without relative
 * colours. Colour space: OKLCH (Björn Ottosson, https://bottosson.github.io/posts/oklab/), because equal steps of
 * its lightness look equal for every hue. Runs in the browser too, for the preview in the office.
 */
import type { WordKey } from '../words/index.ts';

/** The grounds that accents stand on; the same values as in css/tokens.css, checked by a test. */
export const grounds = {
  light: { paper: '#f6f4ef', card: '#fffefb', well: '#efece5', ink: '#1d1b17', 'ink-soft': '#5d584e' },
  dark: { paper: '#161512', card: '#1f1e1a', well: '#2a2823', ink: '#f1eee6', 'ink-soft': '#b5afa2' },
} as const;

export type Scheme = keyof typeof grounds;
const derived = ['accent-ink', 'fill', 'fill-ink', 'fill-edge', 'fill-hover', 'link', 'accent-tint'] as const;
export type ThemeColours = Readonly<Record<(typeof derived)[number], string>>;

const TEXT_CONTRAST = 4.5;
/** A button paler than this against its sheet has no visible body; its edge alone doesn't make a button. */
const BODY_CONTRAST = 1.25;
const DARK_INK = '#14130f';

/** What is wrong with an accent, as words for the form, or nothing. */
export function themeProblems(accent: string): readonly WordKey[] {
  if (!isHex(accent)) return ['ui.theme-not-hex'];
  if (contrast(accent, grounds.light.card) < BODY_CONTRAST) return ['ui.theme-too-pale'];
  return [...themePairs(accent, 'light'), ...themePairs(accent, 'dark')].every(({ text, ground }) =>
    isReadable(text, ground),
  )
    ? []
    : ['ui.theme-unreadable'];
}

/** The nearest colour of the same hue that is not refused: the accent itself, or a darker one. */
export function nearestAccent(accent: string): string {
  const { l, c, h } = toOklch(accent);
  for (let darker = l; darker > 0; darker -= 0.001) {
    const colour = darker === l ? accent.toLowerCase() : toHex({ l: darker, c, h });
    if (themeProblems(colour).length === 0) return colour;
  }
  return '#000000';
}

/** Whether a text of one colour reads on the other: 4.5 to 1 or more, with nothing rounded up. */
export function isReadable(text: string, ground: string): boolean {
  return contrast(text, ground) >= TEXT_CONTRAST;
}

export const PAIRS = ['button', 'hover', 'paper', 'card', 'tint'] as const;
export interface Pair {
  readonly name: (typeof PAIRS)[number];
  readonly text: string;
  readonly ground: string;
}

/** Where an accent has a say in what is read: its ink on a button, and itself as a link on each ground. */
export function themePairs(accent: string, scheme: Scheme): readonly Pair[] {
  const { fill, link, ...colours } = themeColours(accent, scheme);
  const { paper, card } = grounds[scheme];
  return [
    { name: 'button', text: colours['fill-ink'], ground: fill },
    { name: 'hover', text: colours['fill-ink'], ground: colours['fill-hover'] },
    { name: 'paper', text: link, ground: paper },
    { name: 'card', text: link, ground: card },
    { name: 'tint', text: link, ground: colours['accent-tint'] },
  ];
}

/** Whether a text is a colour as we take it: `#` and six hexadecimal digits. */
export function isHex(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** The stylesheet of an org: about 1 KB. @throws RangeError when the accent is not `#rrggbb` */
export function themeCss(accent: string): string {
  const light = themeColours(accent, 'light');
  const dark = themeColours(accent, 'dark');
  const list = (value: (name: keyof ThemeColours) => string): string =>
    derived.map((name) => `--${name}:${value(name)}`).join(';');
  return [
    `:root{--accent:${accent.toLowerCase()};${list((name) => light[name])}}`,
    // Chosen against the system: `:where` adds no weight, so that the newer way below still wins.
    `@media (prefers-color-scheme:dark){:root:where(:not([data-theme='light'])){${list((name) => dark[name])}}}`,
    `:root:where([data-theme='dark']){${list((name) => dark[name])}}`,
    // Newer browsers: one value for both, so that a part of a page, or print, can ask for the other scheme.
    `@supports (color:light-dark(#000,#fff)){:root{${list((name) => `light-dark(${light[name]},${dark[name]})`)}}}`,
    '',
  ].join('\n');
}

/** Every colour that follows from an accent in one scheme. @throws RangeError when the accent is not `#rrggbb` */
export function themeColours(accent: string, scheme: Scheme): ThemeColours {
  if (!isHex(accent)) throw new RangeError(`Not a colour: ${accent}`);
  const { l, c, h } = toOklch(accent);
  const { card } = grounds[scheme];
  const accentInk = inkOn(accent);
  if (scheme === 'dark') {
    // In the dark every accent is lifted and takes dark ink.
    const tint = mix(accent, card, 0.3);
    const link = readable({ l: Math.max(l, 0.8), c: Math.min(c, 0.13), h }, 'lighter', [tint, ...soft('dark')]);
    return {
      'accent-ink': accentInk,
      fill: readable({ l: Math.max(l, 0.72), c, h }, 'lighter', [DARK_INK]),
      'fill-ink': DARK_INK,
      'fill-edge': 'transparent',
      'fill-hover': readable({ l: Math.max(l, 0.8), c, h }, 'lighter', [DARK_INK]),
      link,
      'accent-tint': calmTint(accent, card, 0.3, 'dark'),
    };
  }
  const tint = calmTint(accent, card, 0.08, 'light');
  return {
    'accent-ink': accentInk,
    fill: accent.toLowerCase(),
    'fill-ink': accentInk,
    'fill-edge': toHex({ l: Math.max(0, l - 0.1), c, h }),
    // Away from its ink, so that pointing at a button never makes it harder to read.
    'fill-hover': toHex({ l: accentInk === '#ffffff' ? Math.max(0, l - 0.05) : Math.min(1, l + 0.05), c, h }),
    link: readable({ l: Math.min(l, 0.43), c: Math.min(c, 0.15), h }, 'darker', [tint, ...soft('light')]),
    'accent-tint': tint,
  };
}

/** Black or white, whichever reads better; one of them always reaches 4.58 to 1. */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  return contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000';
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function soft(scheme: Scheme): readonly string[] {
  const { paper, card, well } = grounds[scheme];
  return [paper, card, well];
}

/** A tint of the accent that our own soft text still reads on. */
function calmTint(accent: string, card: string, share: number, scheme: Scheme): string {
  for (let part = share; part > 0; part -= 0.01) {
    const tint = mix(accent, card, part);
    if (isReadable(grounds[scheme]['ink-soft'], tint)) return tint;
  }
  return card;
}

/** The colour moved along its lightness until it reads on every ground. */
function readable(from: Oklch, way: 'lighter' | 'darker', on: readonly string[]): string {
  const step = way === 'lighter' ? 0.01 : -0.01;
  for (let l = from.l; l >= 0 && l <= 1; l += step) {
    const colour = toHex({ ...from, l });
    if (on.every((ground) => isReadable(colour, ground))) return colour;
  }
  return way === 'lighter' ? '#ffffff' : '#000000';
}

// ── Colour arithmetic ──

interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}
type Triple = readonly [number, number, number];

function channels(hex: string): Triple {
  const at = (start: number): number => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [at(1), at(3), at(5)];
}

function luminance(hex: string): number {
  const [r, g, b] = channels(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function toOklab(hex: string): Triple {
  const [r, g, b] = channels(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toOklch(hex: string): Oklch {
  const [l, a, b] = toOklab(hex);
  return { l, c: Math.hypot(a, b), h: Math.atan2(b, a) };
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The nearest colour a screen can show: same lightness and hue, as much of the chroma as fits. */
function toHex({ l, c, h }: Oklch): string {
  const at = (chroma: number): Triple => fromOklab([l, chroma * Math.cos(h), chroma * Math.sin(h)]);
  const fits = (linear: Triple): boolean => linear.every((value) => value >= -0.0001 && value <= 1.0001);
  let [inside, outside] = [0, c];
  if (fits(at(c))) inside = c;
  // Twelve halvings bring the chroma within 1/4096 of its limit, less than one step of an 8-bit channel.
  else
    for (let i = 0; i < 12; i += 1) {
      const middle = (inside + outside) / 2;
      if (fits(at(middle))) inside = middle;
      else outside = middle;
    }
  return linearToHex(at(inside));
}

function mix(one: string, other: string, share: number): string {
  const [a, b] = [toOklab(one), toOklab(other)];
  const between = (i: 0 | 1 | 2): number => a[i] * share + b[i] * (1 - share);
  return linearToHex(fromOklab([between(0), between(1), between(2)]));
}

function linearToHex(linear: Triple): string {
  const digits = linear.map((value) => {
    const inside = Math.min(1, Math.max(0, value));
    const encoded = inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${digits.join('')}`;
}
