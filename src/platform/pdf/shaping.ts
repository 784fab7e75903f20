import type { Face } from './fonts.ts';
import type { Style } from './style.ts';

/** OpenType features switched on or off, as fontkit reads them; what isn't named keeps its default. */
export type Features = Record<string, boolean>;

declare global {
  namespace PDFKit.Mixins {
    interface TextOptionsOfRun extends Omit<TextOptions, 'features'> {
      /** Handed on to fontkit as it is; `@types/pdfkit` knows only the list form. */
      readonly features: Features;
    }
    interface PDFText {
      text(text: string, x: number, y: number, options: TextOptionsOfRun): this;
    }
  }
}

const SIMPLE = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]*$/u;
const HEADING_PT = 12;
/** Makes a fraction of the digits around it. */
const FRACTION_SLASH = '\u2044';

/** Every letter of the text is one glyph, whatever stands beside it: what is known of a letter is known of every text. */
export function standsAlone(text: string, style: Style): boolean {
  return style.sizePt < HEADING_PT && SIMPLE.test(text) && !text.includes(FRACTION_SLASH);
}

/** Letters that are one character each and are written from left to right. */
export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

/**
 * Features for a run. Contextual alternates and marks are left out where every letter is one glyph, and
 * kerning in small print: measured, a one-page invoice takes 30 ms instead of 155 ms and 500 lines take
 * 0.8 s instead of 2.9 s. Arabic and anything with combining marks is shaped in full.
 */
export function featuresFor(text: string, style: Style): Features {
  const features: Features = { kern: style.sizePt >= HEADING_PT };
  if (style.tabular) features['tnum'] = true;
  if (!SIMPLE.test(text)) return { ...features, kern: true };
  return {
    ...features,
    calt: false,
    ccmp: false,
    mark: false,
    mkmk: false,
    locl: false,
    rlig: false,
    liga: false,
    clig: false,
  };
}

/** How wide a letter of a face is that stands alone, in ems. */
export function advanceEm({ font, advances }: Face, letter: string, features: Features): number {
  const known = features['tnum'] === true ? advances.tabular : advances.proportional;
  let em = known.get(letter);
  if (em === undefined) {
    em = font.layout(letter, features).advanceWidth / font.unitsPerEm;
    known.set(letter, em);
  }
  return em;
}
