import { palette } from '../../kernel/palette.ts';
import { lineHeightPt, type Style } from '../../platform/pdf/style.ts';
import type { Box, Paper } from '../../platform/pdf/paper.ts';

export const TEXT: Style = { weight: 'regular', sizePt: 9.5, colour: palette.ink };
export const SOFT: Style = { weight: 'regular', sizePt: 9.5, colour: palette.inkSoft };
export const SMALL: Style = { weight: 'regular', sizePt: 8.5, colour: palette.inkSoft };

/** A label and what it says; nothing is drawn for a fact that isn't there. */
export type Fact = readonly [label: string, value: string | null | undefined | false];

/** Facts under each other at the cursor, values beside their labels; moves the cursor below them. */
export function drawFacts(paper: Paper, facts: readonly Fact[], box: Box, labelPt: number): void {
  const valueBox: Box = { xPt: box.xPt + labelPt, widthPt: box.widthPt - labelPt };
  const linePt = lineHeightPt(TEXT.sizePt);
  for (const [label, value] of facts) {
    if (!value) continue;
    const [labelLine] = paper.setter.lines(label, SOFT, labelPt - 6, 1);
    const valueLines = paper.setter.lines(value, TEXT, valueBox.widthPt, 3);
    const element = paper.element(paper.root, 'P');
    paper.ensure(valueLines.length * linePt);
    if (labelLine) paper.tagged(element, 'P', () => paper.put(labelLine, SOFT, box, paper.yPt));
    for (const line of valueLines) {
      paper.tagged(element, 'P', () => paper.put(line, TEXT, valueBox, paper.yPt));
      paper.yPt += linePt;
    }
    paper.yPt += 3;
  }
}
