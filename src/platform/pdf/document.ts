import { plainLine } from '../../kernel/plain-text.ts';
import { ArchivePdf } from './archive-pdf.ts';
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
  const paper = new Paper(doc, MARGIN_PT);
  draw(paper);
  paper.finish();
  doc.end();
  return doc.whole;
}
