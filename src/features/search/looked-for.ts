import type { SearchWords, Word } from '../../platform/db/search-words.ts';

/**
 * What is looked for in everything. What looks like a phone number is one word, its digits as they are kept. Empty when
 * nothing can be looked for: a single letter would read a good part of the index.
 */
export function lookedFor({ words, phone }: SearchWords): readonly Word[] {
  const [only = [], ...more] = words;
  if (phone !== null) return [more.length === 0 ? [...new Set([...phone, ...only])] : phone];
  return words.some((word) => word.some((prefix) => !/^[a-z]$/.test(prefix))) ? words : [];
}
