/**
 * How much a text decoded on trial looks like names, streets and prices written by people in Europe:
 * about 1 when every non-ASCII character stands where it may stand, 0 or less when they are scattered.
 *
 * Written because byte statistics (chardet) need long texts and know neither Mac Roman nor code page 850, and a
 * customer list has one umlaut in ten lines. What gives a wrong guess away is the neighbourhood: `M³ller`,
 * `MŠller` and `M„ller` put a digit, a capital and a quotation mark inside a word.
 */
export function plausibility(text: string): number {
  let total = 0;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    count++;
    total += weigh(text.charAt(at), text.charAt(at - 1), text.charAt(at + 1));
  }
  return count === 0 ? 0 : total / count;
}

const common = new Set('äöüßÄÖÜéèêëàâáíóúñçåøæÅØÆÉÈÀÇÑÁÍÓÚôîïûùìòõãÔÎœ');
const letter = /\p{L}/u;
const upper = /\p{Lu}/u;
const lower = /\p{Ll}/u;
const cyrillic = /\p{Script=Cyrillic}/u;
const space = /^[\s"',;|.:()/-]?$/;
const digit = /\d/;

function weigh(char: string, before: string, after: string): number {
  const code = char.charCodeAt(0);
  if (code === 0xfffd || (code >= 0x80 && code < 0xa0)) return -1;
  if (letter.test(char)) return weighLetter(char, before, after);
  if ('€£'.includes(char)) return digit.test(before) || digit.test(after) || space.test(before) ? 1 : -0.3;
  if (char === '’') return letter.test(before) || letter.test(after) ? 0.9 : 0;
  if ('“”„‘‚«»'.includes(char)) return space.test(before) !== space.test(after) ? 0.8 : -0.5;
  if ('–—…•·'.includes(char)) return letter.test(before) && letter.test(after) ? -0.5 : 0.8;
  if (char === '\u00a0') return 0.6;
  if (char === '°' || char === 'º')
    return digit.test(before) || before === 'n' || before === 'N' || before === ' ' ? 0.8 : -0.5;
  if ('²³'.includes(char)) return before === 'm' || before === 'M' ? 0.8 : -0.5;
  if ('½¼¾±×'.includes(char)) return letter.test(before) || letter.test(after) ? -0.5 : 0.6;
  if ('§®©™'.includes(char)) return letter.test(after) ? -0.5 : 0.6;
  return -0.5;
}

function weighLetter(char: string, before: string, after: string): number {
  const neighbours = [before, after].filter((c) => letter.test(c));
  if (neighbours.length === 0) return common.has(char) ? 0.5 : -0.2;
  // A capital inside a word of small letters, or a small letter inside a word of capitals.
  if (upper.test(char) && lower.test(before)) return -0.5;
  if (lower.test(char) && upper.test(before) && upper.test(after)) return char === 'ß' ? 1 : -0.3;
  if (cyrillic.test(char)) return neighbours.every((c) => cyrillic.test(c)) ? 1 : -0.5;
  if (common.has(char)) return 1;
  return 0.75;
}
