import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** A weight of the document's text. `bold` is semi-bold, as headings are on the pages. */
export type Weight = 'regular' | 'bold';

/** One font file, parsed once per process. `name` is what a document registers it under. */
export interface Face {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly font: Font;
  readonly covers: ReadonlySet<number>;
  /** Widths of letters that stand alone, as they are asked for. */
  readonly advances: { readonly tabular: Map<string, number>; readonly proportional: Map<string, number> };
}

const require = createRequire(import.meta.url);

/**
 * Families in the order they are asked for a glyph. Inter is what the pages are pictured in and knows
 * Latin, Greek, Cyrillic and Vietnamese; DejaVu Sans adds Hebrew, Arabic, Armenian, Georgian and
 * symbols. Scripts neither knows are shown as `MISSING`: PDF/A forbids a reference to `.notdef`
 * (ISO 19005-3, 6.2.11.8).
 */
const FILES: Record<Weight, readonly string[]> = {
  regular: ['@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf'],
  bold: ['@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'],
};

/** Stands for a character no font here can draw: an empty box, which DejaVu has in both weights. */
export const MISSING = '\u25a1';

const loaded = new Map<Weight, readonly Face[]>();

/** The faces of a weight, first choice first. Reads about 1 MB per weight on first use. */
export function faces(weight: Weight): readonly Face[] {
  const known = loaded.get(weight);
  if (known) return known;
  const read = FILES[weight].map(readFace);
  loaded.set(weight, read);
  return read;
}

function readFace(file: string): Face {
  const bytes = readFileSync(require.resolve(file));
  const font = create(bytes);
  if (!('layout' in font)) throw new Error(`${file} is a collection, not a single font`);
  const advances = { tabular: new Map<string, number>(), proportional: new Map<string, number>() };
  return { name: font.postscriptName, bytes, font, covers: new Set(font.characterSet), advances };
}
