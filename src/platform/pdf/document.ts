import PdfKit from 'pdfkit';
import { plainLine } from '../../kernel/plain-text.ts';
import { faces } from './fonts.ts';
import { Paper } from './paper.ts';

/** What a PDF says about itself. `created_at` is the only time in it: the same input gives the same bytes. */
export interface About {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** BCP 47 tag of the document's language. */
  readonly language: string;
  readonly created_at: Temporal.Instant;
}

/** A4, in points. */
const PAGE_SIZE = 'A4';
const MARGIN_PT = 48;

/**
 * Draws a tagged PDF/A-3b document (ISO 19005-3) with embedded font subsets and returns its bytes.
 * `draw` puts everything on the paper; pages are added as it goes.
 */
export async function writePdf(about: About, draw: (paper: Paper) => void): Promise<Uint8Array> {
  const doc = new ArchivePdf({
    size: PAGE_SIZE,
    margin: MARGIN_PT,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    tagged: true,
    lang: about.language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    // Without a first font pdfkit opens Helvetica, which is never embedded.
    font: '',
    info: {
      Title: plainLine(about.title),
      Author: plainLine(about.author),
      Subject: plainLine(about.subject),
      Creator: 'Doorstep',
      Producer: 'Doorstep',
      CreationDate: new Date(about.created_at.epochMilliseconds),
    },
  });
  for (const face of [...faces('regular'), ...faces('bold')]) doc.registerFont(face.name, face.bytes);
  const bytes = collect(doc);
  const paper = new Paper(doc, MARGIN_PT);
  draw(paper);
  paper.finish();
  doc.end();
  return bytes;
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  doc.on('error', reject);
  doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  return promise;
}

/**
 * pdfkit 0.20 writes titles and names into the XMP packet as they are, so "A & B" breaks the XML that
 * PDF/A demands. Its hook is overridden to write the same properties escaped.
 */
class ArchivePdf extends PdfKit {
  _addInfo(): void {
    const { Title = '', Author = '', Subject = '', Creator = '', Producer = '' } = this.info;
    const created = (this.info.CreationDate ?? new Date(0)).toISOString().replace(/\.\d+Z$/u, 'Z');
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
