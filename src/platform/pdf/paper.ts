import type { ArchivePdf } from './archive-pdf.ts';
import { Typesetter, type Line } from './lines.ts';
import { lineHeightPt, type Style } from './style.ts';

/** An element of the document's structure tree ("P", "Table", "TD", …). */
export type Element = PDFKit.PDFStructureElement;

/** Attributes of a structure element. */
export interface ElementOptions {
  readonly alt?: string;
  readonly lang?: string;
  /** For TH: what the header heads. */
  readonly scope?: 'Column' | 'Row';
}

/** Where text goes. Points from the page's left; `align` within `widthPt`. */
export interface Box {
  readonly xPt: number;
  readonly widthPt: number;
  readonly align?: 'start' | 'end' | 'centre';
}

/**
 * Pages with a cursor. Everything drawn is either tagged with an element or marked as an artifact, as
 * tagged PDF demands. Lengths in points; `y` grows downwards.
 */
export class Paper {
  readonly setter = new Typesetter();
  readonly root: Element;
  readonly leftPt: number;
  readonly widthPt: number;
  yPt = 0;
  /** Drawn on each new page after the first, before what follows. */
  onContinue: (() => void) | null = null;
  /** Drawn at the end on every page, once their number is known. */
  onFooter: ((page: number, pages: number) => void) | null = null;
  /** Drawn first on every page, under everything else. */
  onGround: (() => void) | null = null;
  readonly #doc: ArchivePdf;
  readonly #marginPt: number;
  #footerPt = 0;

  constructor(doc: ArchivePdf, marginPt: number) {
    this.#doc = doc;
    this.#marginPt = marginPt;
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
    this.leftPt = marginPt;
    this.widthPt = 595.28 - 2 * marginPt;
  }

  get rightPt(): number {
    return this.leftPt + this.widthPt;
  }

  get bottomPt(): number {
    return this.#doc.page.height - this.#marginPt - this.#footerPt;
  }

  get page(): PDFKit.PDFPage {
    return this.#doc.page;
  }

  /** Starts the document. `footerPt` is kept free at the foot of every page. */
  begin(footerPt: number): void {
    this.#footerPt = footerPt;
    this.#addPage();
  }

  /** Goes on on a new page. */
  newPage(): void {
    this.#addPage();
    this.onContinue?.();
  }

  /** Goes on on a new page when less than `heightPt` is left on this one. */
  ensure(heightPt: number): void {
    if (this.yPt + heightPt > this.bottomPt) this.newPage();
  }

  /** A new element under `parent`. */
  element(parent: Element, tag: string, options: ElementOptions = {}): Element {
    const child = this.#doc.struct(tag, options);
    parent.add(child);
    return child;
  }

  /** Draws what belongs to `element`. `tag` must be the element's own. Stays on one page. */
  tagged(element: Element, tag: string, draw: () => void): void {
    element.add(this.#doc.markStructureContent(tag));
    draw();
    this.#doc.endMarkedContent();
  }

  /** Draws what a reader aloud skips: rules, grounds, repeated headers, page numbers. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.#doc.markContent('Artifact', { type });
    draw();
    this.#doc.endMarkedContent();
  }

  /** Sets one line with its top at `yPt`. Must be inside `tagged` or `artifact`. */
  put(line: Line, style: Style, box: Box, yPt: number): void {
    const spare = box.widthPt - line.widthPt;
    let xPt = box.xPt + (box.align === 'end' ? spare : box.align === 'centre' ? spare / 2 : 0);
    // Inter's ascender and descender are .97 and .24 em; the baseline is the same for all faces of a line.
    const baselinePt = yPt + lineHeightPt(style.sizePt) / 2 + style.sizePt * 0.365;
    for (const run of line.runs) {
      this.#doc.setRun(run, style, xPt, baselinePt);
      xPt += run.widthPt;
    }
  }

  /** A paragraph at the cursor, going on over pages; moves the cursor below it. */
  paragraph(
    parent: Element,
    tag: string,
    text: string,
    style: Style,
    box: Box = { xPt: this.leftPt, widthPt: this.widthPt },
    maxLines = Infinity,
  ): void {
    const lines = this.setter.lines(text, style, box.widthPt, maxLines);
    if (lines.length === 0) return;
    const element = this.element(parent, tag);
    for (const line of lines) {
      this.ensure(lineHeightPt(style.sizePt));
      this.tagged(element, tag, () => this.put(line, style, box, this.yPt));
      this.yPt += lineHeightPt(style.sizePt);
    }
    element.end();
  }

  /** A horizontal line. An artifact. */
  rule(xPt: number, widthPt: number, yPt: number, thicknessPt: number, colour: string): void {
    this.artifact(() => {
      this.#doc.rect(xPt, yPt - thicknessPt / 2, widthPt, thicknessPt).fill(colour);
    });
  }

  /** A filled rectangle, round-cornered if asked. An artifact. */
  ground(xPt: number, yPt: number, widthPt: number, heightPt: number, colour: string, radiusPt = 0): void {
    this.artifact(() => {
      this.#doc.roundedRect(xPt, yPt, widthPt, heightPt, radiusPt).fill(colour);
    });
  }

  /** A picture (PNG or JPEG) in the start corner of the given space, at its own proportions. */
  picture(parent: Element, bytes: Uint8Array, alt: string, xPt: number, yPt: number, fit: [number, number]): void {
    const element = this.element(parent, 'Figure', { alt });
    this.tagged(element, 'Figure', () => {
      this.#doc.image(Buffer.from(bytes), xPt, yPt, { fit });
    });
  }

  /** A word slanted across the page, in an outline of its colour. An artifact: say it in the text as well. */
  stamp(word: string, colour: string): void {
    const { width, height } = this.#doc.page;
    const style: Style = { weight: 'bold', sizePt: 84, colour };
    const line = this.setter.line(word, style);
    const widthPt = line.widthPt + 56;
    this.artifact(() => {
      this.#doc.save();
      this.#doc.rotate(-28, { origin: [width / 2, height / 2] });
      this.#doc
        .roundedRect((width - widthPt) / 2, height / 2 - 62, widthPt, 124, 14)
        .lineWidth(6)
        .stroke(colour);
      this.put(line, style, { xPt: 0, widthPt: width, align: 'centre' }, height / 2 - lineHeightPt(84) / 2);
      this.#doc.restore();
    });
  }

  /** Draws the footers and closes the structure tree. Called by `writePdf`. */
  finish(): void {
    const { start, count } = this.#doc.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      this.#doc.switchToPage(start + at);
      this.onFooter?.(at + 1, count);
    }
    this.root.end();
  }

  #addPage(): void {
    this.#doc.addPage();
    this.yPt = this.#marginPt;
    this.onGround?.();
  }
}
