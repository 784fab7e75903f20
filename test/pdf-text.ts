import { inflateSync } from 'node:zlib';

/** What a PDF of ours says, read back from its bytes: the text a search or a screen reader finds. */
export interface ReadPdf {
  /** One per page: runs in the order they are drawn, lines as they were set. */
  readonly pages: readonly string[];
  /** Base names of the fonts, with their subset tags. */
  readonly fonts: readonly string[];
  /** How many of them have their font file embedded. */
  readonly embedded: number;
  /** Everything that isn't compressed: the structure, the metadata. */
  readonly plain: string;
}

interface Part {
  readonly dictionary: string;
  readonly stream: Buffer | null;
}

/** Reads PDFs as pdfkit writes them (one object each, no object streams); not a general reader. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const parts = partsOf(Buffer.from(bytes));
  const dictionaries = [...parts.values()].map((part) => part.dictionary);
  const pages = [...parts.values()].filter((part) => /\/Type \/Page\b(?!s)/u.test(part.dictionary));
  return {
    pages: pages.map((page) => pageText(parts, page)),
    fonts: dictionaries.flatMap((text) => /\/Subtype \/Type0[^]*?\/BaseFont \/(\S+)/u.exec(text)?.[1] ?? []),
    embedded: dictionaries.filter((text) => /\/FontFile[23] /u.test(text)).length,
    plain: Buffer.from(bytes).toString('latin1'),
  };
}

function partsOf(file: Buffer): Map<string, Part> {
  const text = file.toString('latin1');
  const parts = new Map<string, Part>();
  for (const match of text.matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/gu)) {
    const [, number = '', body = ''] = match;
    const at = body.indexOf('\nstream\n');
    const dictionary = at < 0 ? body : body.slice(0, at);
    const raw = at < 0 ? null : Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1');
    parts.set(number, { dictionary, stream: raw && inflated(dictionary, raw) });
  }
  return parts;
}

function inflated(dictionary: string, raw: Buffer): Buffer {
  return dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw;
}

function pageText(parts: ReadonlyMap<string, Part>, page: Part): string {
  const content = follow(parts, page.dictionary, 'Contents')?.stream?.toString('latin1') ?? '';
  const resources = follow(parts, page.dictionary, 'Resources')?.dictionary ?? '';
  const maps = new Map<string, Map<string, string>>();
  for (const [, name = '', number = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/gu)) {
    const map = follow(parts, parts.get(number)?.dictionary ?? '', 'ToUnicode')?.stream?.toString('latin1') ?? '';
    maps.set(name, unicodeMap(map));
  }
  let font = new Map<string, string>();
  let said = '';
  let lastY = '';
  for (const [, y, name, shown] of content.matchAll(/1 0 0 1 \S+ (\S+) Tm|\/(F\d+) \S+ Tf|\[([^\]]*)\] TJ/gu)) {
    if (name !== undefined) font = maps.get(name) ?? new Map();
    if (y !== undefined && y !== lastY) said += lastY === '' ? '' : '\n';
    lastY = y ?? lastY;
    for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]*)>/gu)) {
      said += (hex.match(/.{4}/gu) ?? []).map((glyph) => font.get(glyph) ?? '\ufffd').join('');
    }
  }
  return said;
}

function follow(parts: ReadonlyMap<string, Part>, dictionary: string, key: string): Part | undefined {
  return parts.get(new RegExp(`/${key} (\\d+) 0 R`, 'u').exec(dictionary)?.[1] ?? '');
}

/** The `bfrange … [<…> <…>]` lines of a ToUnicode map. */
function unicodeMap(map: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, first = '', values = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gu)) {
    [...values.matchAll(/<([0-9a-f ]*)>/gu)].forEach(([, hex = ''], at) => {
      const glyph = (Number.parseInt(first, 16) + at).toString(16).padStart(4, '0');
      found.set(glyph, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    });
  }
  return found;
}
