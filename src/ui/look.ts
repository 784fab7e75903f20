/**
 * What an org chooses of its portal's look: a colour, a font and corners. Each is one of ours, or a colour of six
 * digits, so that nothing typed is ever part of a stylesheet. The look names its own sheet, which browsers keep for ever.
 */
import { isHex, themeCss } from './theme.ts';

/** Fonts that devices have: nothing is loaded, and a device that lacks one shows its nearest. */
export const FONTS = {
  system: null,
  humanist: "Seravek,'Gill Sans Nova',Ubuntu,Calibri,'DejaVu Sans',source-sans-pro,sans-serif",
  serif: "Charter,'Bitstream Charter','Sitka Text',Cambria,Georgia,serif",
  rounded:
    "ui-rounded,'Hiragino Maru Gothic ProN',Quicksand,Comfortaa,Manjari,'Arial Rounded MT Bold',Calibri,sans-serif",
  slab: "Rockwell,'Rockwell Nova','Roboto Slab','DejaVu Serif','Sitka Small',serif",
} as const;

/** Radius of fields and buttons, and of cards; null is the token sheet's own. */
export const CORNERS = { square: ['2px', '2px'], soft: null, round: ['14px', '18px'] } as const;

export type FontName = keyof typeof FONTS;
export type CornerName = keyof typeof CORNERS;
export const FONT_NAMES = ['system', 'humanist', 'serif', 'rounded', 'slab'] as const satisfies readonly FontName[];
export const CORNER_NAMES = ['square', 'soft', 'round'] as const satisfies readonly CornerName[];

export interface Look {
  /** `#rrggbb` */
  readonly accent: string;
  readonly font: FontName;
  readonly corners: CornerName;
}

export const DEFAULT_LOOK: Look = { accent: '#0c5966', font: 'system', corners: 'soft' };

export function isFont(text: string): text is FontName {
  return Object.hasOwn(FONTS, text);
}

export function isCorners(text: string): text is CornerName {
  return Object.hasOwn(CORNERS, text);
}

/** The look as the part of an address: `0c5966`, `0c5966-serif-round`. */
export function lookVersion({ accent, font, corners }: Look): string {
  const colour = accent.slice(1).toLowerCase();
  return font === 'system' && corners === 'soft' ? colour : `${colour}-${font}-${corners}`;
}

/** The look that an address names, or null. */
export function lookOf(version: string): Look | null {
  const [colour = '', font = 'system', corners = 'soft', ...rest] = version.split('-');
  const accent = `#${colour}`;
  if (rest.length > 0 || !isHex(accent) || !isFont(font) || !isCorners(corners)) return null;
  return { accent, font, corners };
}

/** The stylesheet of a look. @throws RangeError when the accent is not `#rrggbb` */
export function lookCss(look: Look): string {
  const font = FONTS[look.font];
  const corners = CORNERS[look.corners];
  const own = [
    ...(font === null ? [] : [`--font:${font}`]),
    ...(corners === null ? [] : [`--r-field:${corners[0]}`, `--r-card:${corners[1]}`]),
  ];
  return `${themeCss(look.accent)}${own.length === 0 ? '' : `:root{${own.join(';')}}\n`}`;
}
