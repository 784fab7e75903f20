import { expect, test } from 'vitest';
import { Typesetter } from './lines.ts';
import { runsOf } from './runs.ts';
import type { Style } from './style.ts';

const style: Style = { weight: 'regular', sizePt: 10, colour: '#000000' };
const words = (text: string): string[] => runsOf(text, 'regular').map((run) => run.text);
const linesOf = (text: string, widthPt: number, most?: number): string[] =>
  new Typesetter().lines(text, style, widthPt, most).map((line) => line.runs.map((run) => run.text).join(''));

test('a line of Latin, Greek and Cyrillic is one run in one face', () => {
  expect(words('Größe 7 €, Zażółć, Ωμέγα, Київ, Nguyễn')).toHaveLength(1);
});

test('each script goes to the first face that has it', () => {
  const faces = runsOf('Anna → שלום', 'regular').map((run) => [run.text, run.face.name]);
  expect(faces).toEqual([
    ['Anna → ', 'Inter-Regular'],
    ['שלום', 'DejaVuSans'],
  ]);
});

test('right-to-left words and the numbers among them are turned round as one', () => {
  expect(words('for שלום 12 עולם now')).toEqual(['for ', 'עולם', ' ', '12', 'שלום ', ' now']);
});

test('what no face can draw is an empty box, never a missing glyph', () => {
  expect(words('漢字 👨‍👩‍👧 !').join('')).toBe('□□ □ !');
});

test('text breaks at spaces and inside compounds, and a word wider than the line breaks anywhere', () => {
  expect(linesOf('one two three', 40)).toEqual(['one two', 'three']);
  expect(linesOf('Schnee-Räumdienst', 60)).toEqual(['Schnee-', 'Räumdienst']);
  expect(linesOf('W'.repeat(30), 100).join('')).toBe('W'.repeat(30));
  for (const line of new Typesetter().lines('W'.repeat(30), style, 100)) expect(line.widthPt).toBeLessThanOrEqual(100);
});

test('a text cut to some lines ends with an ellipsis that still fits', () => {
  const cut = new Typesetter().lines('word '.repeat(100), style, 100, 2);
  expect(cut).toHaveLength(2);
  expect(cut[1]?.runs.map((run) => run.text).join('')).toMatch(/…$/u);
  expect(cut[1]?.widthPt).toBeLessThanOrEqual(100);
});

test('bidirectional and control characters are gone before anything is set', () => {
  expect(linesOf('\u202egpj.exe\u202c\u0000\u2067x', 500)).toEqual(['gpj.exex']);
});
