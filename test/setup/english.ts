import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, wordsOf, type Language } from '../../src/words/index.ts';

type Parts = ReturnType<IntlMessageFormat['getAst']>;

/** What a language can say: texts as they stand, and patterns where values stand in between. */
interface Sayings {
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
}

const kept = new Map<Language, Sayings>();
const known = new Map<string, boolean>();

/** English words and sentences that a page in another language still says. Names and what people wrote don't count. */
export function englishLeft(html: string, language: Language): string[] {
  const others = sayings(language);
  return [...new Set(textsOf(html))].filter((text) => {
    const key = `${language} ${text}`;
    const isLeft = known.get(key) ?? (says(sayings('en'), text) && !says(others, text));
    known.set(key, isLeft);
    return isLeft;
  });
}

function says({ exact, patterns }: Sayings, text: string): boolean {
  return exact.has(text) || patterns.some((pattern) => pattern.test(text));
}

function sayings(language: Language): Sayings {
  const before = kept.get(language);
  if (before) return before;
  const exact = new Set<string>();
  const patterns: RegExp[] = [];
  for (const text of wordsOf[language].values()) {
    const parts = new IntlMessageFormat(text, LANGUAGES[language].locale, undefined, { ignoreTag: true }).getAst();
    if (parts.every(({ type }) => type === 0)) exact.add(plain(text));
    else if (letters(parts) >= 4) patterns.push(new RegExp(`^${patternOf(parts)}$`, 'u'));
    // A sentence around a link or a bold word arrives in pieces.
    for (const part of parts)
      if ('value' in part && part.type === 0 && isPiece(part.value)) exact.add(plain(part.value));
  }
  const all = { exact, patterns };
  kept.set(language, all);
  return all;
}

function patternOf(parts: Parts): string {
  return parts
    .map((part) => {
      if (part.type === 0) return plain(part.value, false).replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
      if (!('options' in part)) return '.+?';
      return `(?:${Object.values(part.options)
        .map(({ value }) => patternOf(value))
        .join('|')})`;
    })
    .join('');
}

/** How many letters there are besides values. */
function letters(parts: Parts): number {
  return parts.reduce((sum, part) => {
    if (part.type === 0) return sum + (part.value.match(/\p{L}/gu)?.length ?? 0);
    if (!('options' in part)) return sum;
    return sum + Math.min(...Object.values(part.options).map(({ value }) => letters(value)));
  }, 0);
}

const isPiece = (text: string): boolean => (text.match(/\p{L}{2,}/gu) ?? []).length >= 2;

/** What a page says to be read or heard, in pieces as it is marked up. */
function textsOf(html: string): string[] {
  const bare = html.replaceAll(/<(script|style|textarea)\b[^]*?<\/\1>/g, '');
  const between = bare.split(/<[^>]*>/);
  const labels = [...bare.matchAll(/ (?:aria-label|placeholder|title|alt|data-busy|data-text)="([^"]*)"/g)];
  return [...between, ...labels.map(([, text = '']) => text)].map((text) => plain(text)).filter((text) => text !== '');
}

function plain(text: string, trims = true): string {
  const read = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
  return trims ? read.trim() : read;
}
