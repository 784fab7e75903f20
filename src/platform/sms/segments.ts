/** The GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1); the extension table counts double. */
const GSM7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM7_EXTENSION = '\f^{}\\[~]|€';

const single = new Set(GSM7);
const double = new Set(GSM7_EXTENSION);

export interface Segments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets, or UTF-16 code units. */
  readonly units: number;
  /** What the provider charges for. An empty text is no message. */
  readonly segments: number;
}

/** How many messages a text is sent as: 160 septets or 70 units alone, 153 or 67 each when joined (3GPP TS 23.040). */
export function smsSegments(text: string): Segments {
  const septets = gsm7Sizes(text);
  if (septets !== null) return { encoding: 'GSM-7', ...packed(septets, 160, 153) };
  return {
    encoding: 'UCS-2',
    ...packed(
      Array.from(text, (character) => character.length),
      70,
      67,
    ),
  };
}

function gsm7Sizes(text: string): number[] | null {
  const sizes: number[] = [];
  for (const character of text) {
    if (single.has(character)) sizes.push(1);
    else if (double.has(character)) sizes.push(2);
    else return null;
  }
  return sizes;
}

/** A character of two units is never split between two segments, so segments are filled one by one. */
function packed(sizes: readonly number[], alone: number, joined: number): { units: number; segments: number } {
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= alone) return { units, segments: units === 0 ? 0 : 1 };
  let segments = 1;
  let filled = 0;
  for (const size of sizes) {
    if (filled + size > joined) {
      segments += 1;
      filled = 0;
    }
    filled += size;
  }
  return { units, segments };
}

const TYPOGRAPHIC: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '″': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '«': '"',
  '»': '"',
};

/**
 * Typographic punctuation as the plain signs a text message knows: one curly quote would more than halve what fits in a
 * segment. Letters are left as they are.
 */
export function plainPunctuation(text: string): string {
  return text.replace(/[^\p{L}\p{N}\s]|[\u00a0\u2009\u202f]/gu, (sign) => TYPOGRAPHIC[sign] ?? sign);
}
