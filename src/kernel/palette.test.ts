import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { palette } from './palette.ts';

test('PDFs and mails have the light colours of the pages', () => {
  const sheet = readFileSync(new URL('../ui/css/tokens.css', import.meta.url), 'utf8');
  const token = (name: string): string | undefined =>
    new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}),`, 'u').exec(sheet)?.[1];
  for (const [name, colour] of Object.entries(palette)) {
    expect([name, colour]).toEqual([name, token(name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`))]);
  }
});
