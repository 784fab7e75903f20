import type { Weight } from './fonts.ts';

/** How text is set. `sizePt` in points. `colour` as `#rrggbb`. */
export interface Style {
  readonly weight: Weight;
  readonly sizePt: number;
  readonly colour: string;
  /** Figures of one width, so that amounts stand under each other. */
  readonly tabular?: boolean;
}

/** Height of a line of this size in points, including the space to the next. */
export function lineHeightPt(sizePt: number): number {
  return sizePt * 1.4;
}
