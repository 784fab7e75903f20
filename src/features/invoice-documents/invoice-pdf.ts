import { chipColours, palette, type Tone } from '../../kernel/palette.ts';
import { createTranslator } from '../../platform/i18n/index.ts';
import { writePdf } from '../../platform/pdf/document.ts';
import { lineHeightPt, type Style } from '../../platform/pdf/style.ts';
import type { Paper } from '../../platform/pdf/paper.ts';
import { formatDayFull, formatMoney } from '../../ui/format.ts';
import { stateLook } from '../../ui/states.ts';
import type { Translate } from '../../words/index.ts';
import { dueMinor, standing, type InvoiceDocument } from './invoice-document.ts';
import { drawLines, drawTotals } from './invoice-pdf-lines.ts';
import { drawFacts, SMALL, SOFT, TEXT, type Fact } from './invoice-pdf-facts.ts';

const NAME: Style = { weight: 'bold', sizePt: 14, colour: palette.ink };
const TITLE: Style = { weight: 'bold', sizePt: 19, colour: palette.ink };
const ANSWER: Style = { weight: 'bold', sizePt: 12, colour: palette.ink };
/** 25 px, the tallest logo there is, at 96 px to the inch, set a little larger than on a screen. */
const LOGO_PT = 28;
const FOOTER_PT = 24;

/**
 * The invoice as a tagged PDF/A-3b: the paper page of the portal in print. A pure function: the same
 * invoice and `now` give the same bytes. `now` is only the document's creation time.
 */
export function invoicePdf(invoice: InvoiceDocument, now: Temporal.Instant): Promise<Uint8Array> {
  const t = createTranslator(invoice.locale);
  const title = titleOf(invoice, t);
  const subject = t('paper.invoice-subject', {
    title,
    org: invoice.org.name,
    customer: invoice.customer.billing_name,
  });
  const about = { title, author: invoice.org.name, subject, language: invoice.locale, created_at: now };
  return writePdf(about, (paper) => {
    paper.onGround = () => drawGround(paper, invoice, t);
    paper.onFooter = (page, pages) => drawFooter(paper, invoice, t, page, pages);
    paper.begin(FOOTER_PT);
    drawLetterhead(paper, invoice, t);
    drawTitle(paper, invoice, t);
    drawParties(paper, invoice, t);
    drawLines(paper, invoice, t);
    drawTotals(paper, invoice, t);
    drawPayment(paper, invoice, t);
    drawSmallPrint(paper, invoice);
  });
}

function titleOf(invoice: InvoiceDocument, t: Translate): string {
  const credit = invoice.kind === 'credit_note';
  if (invoice.number === null) return t(credit ? 'paper.credit-note-draft' : 'paper.invoice-draft');
  return t(credit ? 'paper.credit-note' : 'paper.invoice', { number: invoice.number });
}

/** The org's colour along the top edge, and across a page that must not be taken for an invoice, why. */
function drawGround(paper: Paper, invoice: InvoiceDocument, t: Translate): void {
  paper.ground(0, 0, paper.page.width, 4, invoice.org.accent);
  if (invoice.state === 'void') paper.stamp(t('paper.stamp-void'), palette.badTint);
  if (invoice.state === 'draft') paper.stamp(t('paper.stamp-draft'), palette.well);
}

function drawFooter(paper: Paper, invoice: InvoiceDocument, t: Translate, page: number, pages: number): void {
  const yPt = paper.bottomPt + FOOTER_PT - lineHeightPt(SMALL.sizePt);
  const who = t('paper.foot', { org: invoice.org.name, title: titleOf(invoice, t) });
  const [left] = paper.setter.lines(who, SMALL, paper.widthPt - 100, 1);
  const right = paper.setter.line(t('paper.page', { page, pages }), SMALL);
  paper.artifact(() => {
    if (left) paper.put(left, SMALL, { xPt: paper.leftPt, widthPt: paper.widthPt }, yPt);
    paper.put(right, SMALL, { xPt: paper.leftPt, widthPt: paper.widthPt, align: 'end' }, yPt);
  }, 'Pagination');
}

/** Logo or name at the start, who and where at the end. */
function drawLetterhead(paper: Paper, { org }: InvoiceDocument, t: Translate): void {
  const topPt = paper.yPt;
  const columnPt = paper.widthPt / 2 - 12;
  const start = { xPt: paper.leftPt, widthPt: columnPt };
  if (org.logo) {
    const alt = t('paper.logo-of', { org: org.name });
    paper.picture(paper.root, org.logo, alt, paper.leftPt, topPt, [columnPt, LOGO_PT]);
    paper.yPt += LOGO_PT;
  } else {
    paper.paragraph(paper.root, 'P', org.name, NAME, start, 3);
    if (org.tagline) paper.paragraph(paper.root, 'P', org.tagline, SOFT, start, 2);
  }
  const startEndPt = paper.yPt;
  paper.yPt = topPt;
  const end = { xPt: paper.rightPt - columnPt, widthPt: columnPt, align: 'end' as const };
  if (org.logo) paper.paragraph(paper.root, 'P', org.name, { ...SOFT, weight: 'bold' }, end, 3);
  const vat = org.vat_id && t('paper.vat-id', { id: org.vat_id });
  paper.paragraph(paper.root, 'P', org.address ?? '', SMALL, end, 6);
  for (const text of [org.phone, org.email, vat]) paper.paragraph(paper.root, 'P', text ?? '', SMALL, end, 1);
  paper.yPt = Math.max(paper.yPt, startEndPt) + 28;
}

function drawTitle(paper: Paper, invoice: InvoiceDocument, t: Translate): void {
  paper.paragraph(paper.root, 'H1', titleOf(invoice, t), TITLE, undefined, 2);
  const { tone, word } = stateOf(invoice, t);
  const { ink, tint } = chipColours(tone);
  const style: Style = { weight: 'bold', sizePt: 8.5, colour: ink };
  const line = paper.setter.line(word, style);
  const heightPt = lineHeightPt(style.sizePt) + 3;
  paper.yPt += 4;
  paper.ground(paper.leftPt, paper.yPt, line.widthPt + 16, heightPt, tint, heightPt / 2);
  paper.tagged(paper.element(paper.root, 'P'), 'P', () => {
    paper.put(line, style, { xPt: paper.leftPt + 8, widthPt: line.widthPt }, paper.yPt + 1.5);
  });
  paper.yPt += heightPt + 20;
}

function stateOf(invoice: InvoiceDocument, t: Translate): { tone: Tone; word: string } {
  const stands = standing(invoice);
  const day = invoice.due_on && formatDayFull(invoice.due_on, invoice.locale);
  switch (stands) {
    case 'draft':
      return { tone: stateLook('invoice', 'draft').tone, word: t('paper.state-draft') };
    case 'void':
      return { tone: stateLook('invoice', 'void').tone, word: t('paper.state-void') };
    case 'in_favour':
      return { tone: stateLook('invoice', 'credited').tone, word: t('paper.state-credit') };
    case 'credited':
      return { tone: stateLook('invoice', 'credited').tone, word: t('ui.state-invoice-credited') };
    case 'nothing':
      return { tone: stateLook('invoice', 'paid').tone, word: t('paper.state-nothing') };
    case 'paid':
      return { tone: stateLook('invoice', 'paid').tone, word: t('paper.state-paid') };
    case 'part_paid':
      return { tone: stateLook('invoice', 'part_paid').tone, word: t('paper.state-part-paid', { day: day ?? '' }) };
    case 'open':
      return { tone: stateLook('invoice', 'open').tone, word: t('paper.state-due', { day: day ?? '' }) };
  }
}

function drawParties(paper: Paper, invoice: InvoiceDocument, t: Translate): void {
  const { customer, locale } = invoice;
  const topPt = paper.yPt;
  const start = { xPt: paper.leftPt, widthPt: paper.widthPt * 0.45 };
  paper.paragraph(paper.root, 'P', t('paper.for'), SMALL, start, 1);
  paper.paragraph(paper.root, 'P', customer.billing_name, TEXT, start, 4);
  paper.paragraph(paper.root, 'P', customer.billing_address ?? '', TEXT, start, 8);
  const startEndPt = paper.yPt;
  paper.yPt = topPt;
  const facts: Fact[] = [
    [t('paper.issued'), invoice.issued_on && formatDayFull(invoice.issued_on, locale)],
    [t('paper.due'), standing(invoice) !== 'in_favour' && invoice.due_on && formatDayFull(invoice.due_on, locale)],
    [t('paper.customer'), customer.number],
    [t('paper.their-vat-id'), customer.billing_vat_id],
    [t('paper.corrects'), invoice.corrects && t('paper.invoice', { number: invoice.corrects.number })],
    [t('paper.corrects-of'), invoice.corrects && formatDayFull(invoice.corrects.issued_on, locale)],
    [t('paper.job'), invoice.job_number],
    [t('paper.reference'), invoice.customer_reference],
  ];
  const xPt = paper.leftPt + paper.widthPt * 0.52;
  drawFacts(paper, facts, { xPt, widthPt: paper.rightPt - xPt }, 92);
  paper.yPt = Math.max(paper.yPt, startEndPt) + 24;
}

/** The sentence the reader came for, and how to pay by transfer. Stays on one page. */
function drawPayment(paper: Paper, invoice: InvoiceDocument, t: Translate): void {
  const facts = transferFacts(invoice, t);
  const factsPt = facts.length * (lineHeightPt(TEXT.sizePt) + 3);
  paper.ensure(64 + factsPt);
  paper.yPt += 18;
  paper.rule(paper.leftPt, paper.widthPt, paper.yPt, 0.5, palette.line);
  paper.yPt += 12;
  paper.paragraph(paper.root, 'P', answerOf(invoice, t), ANSWER);
  if (facts.length > 0) {
    paper.paragraph(paper.root, 'P', t('paper.by-transfer'), SOFT);
    paper.yPt += 6;
    drawFacts(paper, facts, { xPt: paper.leftPt, widthPt: paper.widthPt * 0.7 }, 92);
  }
  paper.yPt += 14;
}

function transferFacts(invoice: InvoiceDocument, t: Translate): Fact[] {
  const { org, number } = invoice;
  if (dueMinor(invoice) === 0n || !org.bank_account || number === null) return [];
  return [
    [t('paper.bank-holder'), org.bank_holder ?? org.name],
    [t('paper.bank-account'), org.bank_account],
    [t('paper.bank-code'), org.bank_code],
    [t('paper.bank-reference'), t('paper.invoice-reference', { number })],
  ];
}

function answerOf(invoice: InvoiceDocument, t: Translate): string {
  const amount = (minor: bigint): string => formatMoney({ minor, currency: invoice.currency }, invoice.locale);
  const { total_minor, due_on, locale } = invoice;
  switch (standing(invoice)) {
    case 'draft':
      return t(invoice.kind === 'credit_note' ? 'paper.is-draft-credit' : 'paper.is-draft');
    case 'void': {
      const reason = invoice.void_reason?.trim();
      if (invoice.kind === 'credit_note') return t('paper.is-void-credit');
      return reason ? t('paper.is-void-because', { reason: sentence(reason) }) : t('paper.is-void');
    }
    case 'credited':
      return t('paper.is-credited');
    case 'in_favour':
      return t('paper.is-credit', { amount: amount(total_minor < 0n ? -total_minor : total_minor) });
    case 'nothing':
      return t('paper.is-nothing');
    case 'paid':
      return t('paper.all-paid');
    case 'part_paid':
    case 'open':
      return t('paper.due-on', {
        amount: amount(dueMinor(invoice)),
        day: due_on === null ? '' : formatDayFull(due_on, locale),
      });
  }
}

function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

function drawSmallPrint(paper: Paper, { reason, note, org }: InvoiceDocument): void {
  for (const text of [reason, note]) {
    if (!text) continue;
    paper.paragraph(paper.root, 'P', text, TEXT, { xPt: paper.leftPt, widthPt: paper.widthPt * 0.85 });
    paper.yPt += 10;
  }
  paper.paragraph(paper.root, 'P', org.invoice_footer ?? '', SMALL, {
    xPt: paper.leftPt,
    widthPt: paper.widthPt * 0.85,
  });
}
