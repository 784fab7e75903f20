import { describe, expect, test } from 'vitest';
import { browserLanguage, englishWords, LANGUAGES, languageOf, wordsOf } from '../src/words/index.ts';
import { compareWords, faultsOfWords } from './setup/word-rules.ts';

const others = Object.values(LANGUAGES).filter(({ code }) => code !== 'en');

describe.each(others)('$name', ({ code }) => {
  test('says everything that English says, with the same places for values ("npm run words" lists what is not)', () => {
    expect(faultsOfWords(code)).toEqual([]);
  });

  test('leaves no sentence in English', () => {
    const left = [...englishWords].filter(([key, text]) => isSentence(text) && wordsOf[code].get(key) === text);
    expect(left).toEqual([]);
  });
});

/** Three words and more are the same in two languages only by oversight; names and places don't count. */
function isSentence(text: string): boolean {
  return (text.replaceAll(/\{[^}]*\}/g, '').match(/\p{L}{2,}/gu) ?? []).length >= 3;
}

test('German is typeset as German is, and shouts as little as English', () => {
  const wrong = [...wordsOf.de].filter(([, text]) => /["“][^„]*“|!/.test(text.replaceAll(/„[^“]*“/g, '')));
  expect(wrong).toEqual([]);
});

test('the check itself finds what is missing, empty, too much, or has other places', () => {
  const english = new Map([
    ['a.whole', 'Whole'],
    ['a.gone', 'Gone'],
    ['a.empty', 'Empty'],
    ['a.place', 'Hello {name}'],
    ['a.count', '{count, plural, one {# job} other {# jobs of {who}}}'],
    ['a.broken', 'Fine'],
  ]);
  const german = new Map([
    ['a.whole', 'Ganz'],
    ['a.empty', ' '],
    ['a.place', 'Guten Tag {nmae}'],
    ['a.count', '{count, plural, one {# Auftrag} other {# Aufträge}}'],
    ['a.broken', 'Nicht {ganz'],
    ['a.strange', 'Fremd'],
  ]);
  expect(compareWords(english, german, 'de-DE').map((fault) => fault.replace(/(broken: ).*/, '$1unreadable'))).toEqual([
    'a.gone: missing',
    'a.empty: empty',
    'a.place: {name} is missing',
    'a.place: {nmae} is not in English',
    'a.count: {who} is missing',
    'a.broken: unreadable',
    'a.strange: not in English',
  ]);
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE_ch', 'de'],
  ['en-GB', 'en'],
  ['fr', null],
  ['den', null],
  ['', null],
  [null, null],
] as const)('the tag %s is our language %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

test.each([
  ['de-DE,de;q=0.9,en;q=0.8', 'de'],
  ['fr,en;q=0.5,de;q=0.7', 'de'],
  ['en;q=0, de;q=0.1', 'de'],
  ['fr-FR, it', null],
  ['*', null],
  [undefined, null],
  ['de;q=nonsense', null],
  [`${'fr,'.repeat(500)}de`, null],
] as const)('of “%s” a browser likes %s best', (header, language) => {
  expect(browserLanguage(header)).toBe(language);
});
