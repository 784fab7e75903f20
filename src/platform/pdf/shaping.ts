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
