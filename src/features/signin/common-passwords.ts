/** A common password counts as a piece from this length on: shorter ones are in every sentence. */
const PIECE_LEAST = 4;
const PIECE_MOST = 24;
const PIECES_MOST = 2;
/** Digits and signs that people hang on, a year say. */
const TRIMMINGS_MOST = 4;

let loaded: Promise<ReadonlySet<string>> | undefined;

/**
 * Whether guessers try this early: one of the 49,000 most used passwords, one said over and over, or two in a row, with
 * up to four digits or signs between or after them. Upper and lower case are the same here.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const text = password.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
  const once = text.replace(/^(.+?)\1+$/u, '$1');
  return [...once].length < 2 * PIECE_LEAST || isMadeOf(await commonPasswords(), once);
}

/** Read when the first password is chosen, and kept: most processes never need it. */
async function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].filter((word) => word.length >= PIECE_LEAST)),
  );
  return loaded;
}

/** The fewest trimmings with which so many pieces reach each place of the text, or Infinity. */
function isMadeOf(common: ReadonlySet<string>, text: string): boolean {
  let reached = trimmed(text, [0, ...Array.from({ length: text.length }, () => Infinity)]);
  for (let pieces = 1; pieces <= PIECES_MOST; pieces++) {
    const next = Array.from({ length: text.length + 1 }, () => Infinity);
    for (const [start, trimmings] of reached.entries()) {
      if (trimmings > TRIMMINGS_MOST) continue;
      const last = Math.min(text.length, start + PIECE_MOST);
      for (let end = start + PIECE_LEAST; end <= last; end++)
        if (common.has(text.slice(start, end))) next[end] = Math.min(next[end] ?? Infinity, trimmings);
    }
    reached = trimmed(text, next);
    if ((reached.at(-1) ?? Infinity) <= TRIMMINGS_MOST) return true;
  }
  return false;
}

/** Goes on over digits and signs, one trimming each. */
function trimmed(text: string, reached: readonly number[]): readonly number[] {
  const all = [...reached];
  for (let at = 0; at < text.length; at++)
    if (/[^\p{L}]/u.test(text.charAt(at))) all[at + 1] = Math.min(all[at + 1] ?? Infinity, (all[at] ?? Infinity) + 1);
  return all;
}
