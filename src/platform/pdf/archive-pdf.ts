import PdfKit from 'pdfkit';
import type { Run } from './runs.ts';
import { featuresFor, standsAlone, type Features } from './shaping.ts';
import type { Style } from './style.ts';

/* What pdfkit 0.20 has and its types don't say. */
declare global {
  namespace PDFKit {
    interface PDFFontInside {
      readonly id: string;
      encode(text: string, features: Features): [glyphs: string[], positions: unknown[]];
      ref(): PDFKitReference;
    }
    interface PDFPage {
      write(ops: string): void;
    }
    interface PDFDocument {
      readonly _font: PDFFontInside;
      readonly _pageBuffer: readonly PDFPage[];
    }
  }
}

/**
 * pdfkit, held to what long documents need. Measured on a statement of 10,000 rows: left to itself it lays out every text
 * three times and keeps an array of bytes for each drawing operation; so it took 19 s and 700 MiB.
 */
export class ArchivePdf extends PdfKit {
  /** The finished file. */
  readonly whole: Promise<Uint8Array>;
  // pdfkit writes while it is being constructed, before a field of ours could be set.
  declare private written: Bytes | undefined;
  declare private finished: ((bytes: Uint8Array) => void) | undefined;
  /** What is drawn on each page that isn't written yet: its operations, and of a page that is left, one text of them. */
  readonly #drawn = new Map<PDFKit.PDFPage, string[]>();
  readonly #glyphs = {
    tabular: new Map<string, Map<string, string>>(),
    proportional: new Map<string, Map<string, string>>(),
  };

  constructor(options: PDFKit.PDFDocumentOptions) {
    super(options);
    this.whole = new Promise((resolve) => {
      this.finished = resolve;
    });
  }

  /** Sets a run with its start at `xPt` on the baseline. */
  setRun({ face, text }: Run, style: Style, xPt: number, baselinePt: number): void {
    this.font(face.name).fontSize(style.sizePt).fillColor(style.colour);
    const features = featuresFor(text, style);
    if (standsAlone(text, style))
      this.#setLetters(face.name, text, features, style, xPt, this.page.height - baselinePt);
    else this.text(text, xPt, baselinePt, { lineBreak: false, baseline: 'alphabetic', features });
  }

  /** What `text` writes of letters that stand alone, each of which is looked up once. */
  #setLetters(name: string, text: string, features: Features, style: Style, xPt: number, upPt: number): void {
    const { _font: font, page } = this;
    page.fonts[font.id] ??= font.ref();
    const known = this.#known(name, features);
    let glyphs = '';
    for (const letter of text) {
      let glyph = known.get(letter);
      if (glyph === undefined) {
        glyph = font.encode(letter, features)[0].join('');
        known.set(letter, glyph);
      }
      glyphs += glyph;
    }
    this.addContent(
      `q\n1 0 0 -1 0 ${rounded(page.height)} cm\nBT\n1 0 0 1 ${rounded(xPt)} ${rounded(upPt)} Tm\n` +
        `/${font.id} ${rounded(style.sizePt)} Tf\n[<${glyphs}> 0] TJ\nET\nQ`,
    );
  }

  #known(name: string, features: Features): Map<string, string> {
    const of = features['tnum'] === true ? this.#glyphs.tabular : this.#glyphs.proportional;
    let known = of.get(name);
    if (known === undefined) of.set(name, (known = new Map()));
    return known;
  }

  override addContent(ops: string): this {
    const { page } = this;
    const drawn = this.#drawn.get(page);
    if (drawn === undefined) this.#drawn.set(page, [ops]);
    else drawn.push(ops);
    return this;
  }

  override addPage(options?: PDFKit.PDFDocumentOptions): PDFKit.PDFDocument {
    const drawn = this.page === null ? undefined : this.#drawn.get(this.page);
    if (drawn !== undefined) drawn.splice(0, drawn.length, drawn.join('\n'));
    return super.addPage(options);
  }

  override flushPages(): void {
    const { _pageBuffer: pages } = this;
    for (const page of pages) {
      const drawn = this.#drawn.get(page);
      if (drawn !== undefined) page.write(drawn.join('\n'));
      this.#drawn.delete(page);
    }
    super.flushPages();
  }

  /** Gathers the file instead of handing it on in the hundreds of thousands of pieces that it is written in. */
  override push(chunk: Uint8Array | null): boolean {
    this.written ??= new Bytes();
    if (chunk === null) this.finished?.(this.written.all());
    else this.written.add(chunk);
    return true;
  }

  /**
   * pdfkit writes titles and names into the XMP packet as they are, so "A & B" breaks the XML that PDF/A demands. Its
   * hook is overridden to write the same properties escaped.
   */
  _addInfo(): void {
    const { Title = '', Author = '', Subject = '', Creator = '', Producer = '' } = this.info;
    const created = this.info.CreationDate?.toISOString().replace(/\.\d+Z$/u, 'Z') ?? '';
    this.appendXML(`
      <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
        <xmp:CreateDate>${created}</xmp:CreateDate>
        <xmp:CreatorTool>${xml(Creator)}</xmp:CreatorTool>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(Title)}</rdf:li></rdf:Alt></dc:title>
        <dc:creator><rdf:Seq><rdf:li>${xml(Author)}</rdf:li></rdf:Seq></dc:creator>
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xml(Subject)}</rdf:li></rdf:Alt></dc:description>
        <pdf:Producer>${xml(Producer)}</pdf:Producer>
      </rdf:Description>`);
  }
}

function xml(text: string): string {
  return text.replace(/[&<>]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

/** As pdfkit rounds. */
function rounded(pt: number): number {
  return Math.round(pt * 1e6) / 1e6;
}

/** Bytes that grow at their end. */
class Bytes {
  #room = new Uint8Array(64 * 1024);
  #used = 0;

  add(chunk: Uint8Array): void {
    const needed = this.#used + chunk.length;
    if (needed > this.#room.length) {
      const room = new Uint8Array(Math.max(needed, this.#room.length * 2));
      room.set(this.#room.subarray(0, this.#used));
      this.#room = room;
    }
    this.#room.set(chunk, this.#used);
    this.#used = needed;
  }

  all(): Uint8Array {
    return this.#room.slice(0, this.#used);
  }
}
