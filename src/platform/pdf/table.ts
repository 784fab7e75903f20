import { palette } from '../../kernel/palette.ts';
import type { Line } from './lines.ts';
import type { Box, Element, Paper } from './paper.ts';
import { lineHeightPt, type Style } from './style.ts';

/** A column of a table: its heading, its width in points and where its cells stand. */
export interface Column {
  readonly title: string;
  readonly widthPt: number;
  readonly align: 'start' | 'end';
  readonly style: Style;
}

const HEAD: Style = { weight: 'bold', sizePt: 8.5, colour: palette.inkSoft };
const GAP_PT = 10;
const PADDING_PT = 6;
/** Fewer lines than this are not left alone at the foot of a page. */
const LINES_TOGETHER = 2;

/**
 * Draws a table at the cursor. Rows stay together where they can; a row higher than the page goes on on
 * the next; the headings are repeated on every page (once in the structure, then as artifacts).
 * The columns should be as wide as the paper together.
 */
export function drawTable(paper: Paper, columns: readonly Column[], rows: Iterable<readonly string[]>): void {
  const table = paper.element(paper.root, 'Table');
  const boxes = boxesOf(paper, columns);
  paper.ensure(lineHeightPt(HEAD.sizePt) + 6 * PADDING_PT);
  drawHead(paper, columns, boxes, paper.element(table, 'TR'));
  const before = paper.onContinue;
  paper.onContinue = () => {
    before?.();
    drawHead(paper, columns, boxes, null);
  };
  for (const cells of rows) {
    const row = paper.element(table, 'TR');
    drawRow(paper, columns, boxes, cells, row);
    // What is ended is written, and no longer kept: a long table takes a tenth of the memory.
    row.end();
  }
  table.end();
  paper.onContinue = before;
}

function boxesOf(paper: Paper, columns: readonly Column[]): Box[] {
  let xPt = paper.leftPt;
  return columns.map((column, at) => {
    const gapPt = at === columns.length - 1 ? 0 : GAP_PT;
    const box: Box = { xPt, widthPt: column.widthPt - gapPt, align: column.align };
    xPt += column.widthPt;
    return box;
  });
}

/** The headings; `row` is null when they are repeated on a further page. */
function drawHead(paper: Paper, columns: readonly Column[], boxes: readonly Box[], row: Element | null): void {
  columns.forEach((column, at) => {
    const box = boxes[at];
    const [line] = paper.setter.lines(column.title, HEAD, box?.widthPt ?? 0, 1);
    if (!box || !line) return;
    const draw = (): void => paper.put(line, HEAD, box, paper.yPt);
    if (row) paper.tagged(paper.element(row, 'TH', { scope: 'Column' }), 'TH', draw);
    else paper.artifact(draw, 'Pagination');
  });
  paper.yPt += lineHeightPt(HEAD.sizePt) + PADDING_PT;
  paper.rule(paper.leftPt, paper.widthPt, paper.yPt, 0.75, palette.line);
}

function drawRow(
  paper: Paper,
  columns: readonly Column[],
  boxes: readonly Box[],
  texts: readonly string[],
  row: Element,
): void {
  const cells = columns.map((column, at) => ({
    element: paper.element(row, 'TD'),
    style: column.style,
    box: boxes[at] ?? { xPt: 0, widthPt: 0 },
    lines: paper.setter.lines(texts[at] ?? '', column.style, boxes[at]?.widthPt ?? 0),
  }));
  const linePt = Math.max(...columns.map((column) => lineHeightPt(column.style.sizePt)));
  const count = Math.max(1, ...cells.map((cell) => cell.lines.length));
  // A row goes to the next page whole, unless it is so long that this would leave most of a page empty.
  const togetherLines = count * linePt > paper.bottomPt / 3 ? LINES_TOGETHER : count;
  paper.ensure(togetherLines * linePt + 2 * PADDING_PT);
  paper.yPt += PADDING_PT;
  for (let at = 0; at < count; at += 1) {
    if (paper.yPt + linePt > paper.bottomPt) {
      paper.newPage();
      paper.yPt += PADDING_PT;
    }
    for (const cell of cells) drawCellLine(paper, cell, cell.lines[at]);
    paper.yPt += linePt;
  }
  paper.yPt += PADDING_PT;
  paper.rule(paper.leftPt, paper.widthPt, paper.yPt, 0.5, palette.line);
}

function drawCellLine(paper: Paper, cell: { element: Element; style: Style; box: Box }, line: Line | undefined): void {
  if (line) paper.tagged(cell.element, 'TD', () => paper.put(line, cell.style, cell.box, paper.yPt));
}
