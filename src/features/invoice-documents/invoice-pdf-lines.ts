import { palette } from '../../kernel/palette.ts';
import { lineHeightPt, type Style } from '../../platform/pdf/style.ts';
import type { Box, Paper } from '../../platform/pdf/paper.ts';
import { drawTable, type Column } from '../../platform/pdf/table.ts';
import { formatMoney } from '../../ui/format.ts';
import type { Translate } from '../../words/index.ts';
import { dueMinor, standing, type InvoiceDocument, type InvoiceDocumentLine } from './invoice-document.ts';
import { SOFT, TEXT as PLAIN } from './invoice-pdf-facts.ts';

const TEXT: Style = { ...PLAIN, tabular: true };
const STRONG: Style = { weight: 'bold', sizePt: 9.5, colour: palette.ink, tabular: true };
const SUM: Style = { weight: 'bold', sizePt: 13, colour: palette.ink, tabular: true };
const GAP_PT = 10;
const DESCRIPTION_MIN_PT = 150;
const TOTALS_PT = 250;

/** The lines, with the columns as wide as their figures need and the description taking the rest. */
export function drawLines(paper: Paper, invoice: InvoiceDocument, t: Translate): void {
  if (invoice.lines.length === 0) {
    paper.paragraph(paper.root, 'P', t('paper.no-lines'), SOFT);
    return;
  }
  const rows = invoice.lines.map((line) => cellsOf(line, invoice));
  const titles = [
    t(invoice.kind === 'credit_note' ? 'paper.what-credited' : 'paper.what'),
    t('paper.quantity'),
    t('paper.unit-price'),
    t('paper.rate'),
    t(invoice.prices_include_tax ? 'paper.amount-with-tax' : 'paper.amount'),
  ];
  drawTable(paper, columnsFor(paper, titles, rows), rows);
}

function cellsOf(line: InvoiceDocumentLine, invoice: InvoiceDocument): string[] {
  const { currency, locale } = invoice;
  const quantity = formatDecimal(line.quantity, locale);
  return [
    line.description,
    line.unit ? `${quantity}\u00a0${line.unit}` : quantity,
    formatMoney({ minor: line.unit_price_minor, currency }, locale),
    formatRate(line.tax_rate_bp, locale),
    formatMoney({ minor: line.amount_minor, currency }, locale),
  ];
}

function columnsFor(paper: Paper, titles: readonly string[], rows: readonly (readonly string[])[]): Column[] {
  const wanted = titles.map((title, at) => {
    const style = at === titles.length - 1 ? STRONG : TEXT;
    const texts = [title, ...rows.map((row) => (row[at] ?? '').slice(0, 40))];
    return Math.max(...texts.map((text) => paper.setter.widthPt(text, style))) + GAP_PT + 1;
  });
  const figuresPt = wanted.slice(1).reduce((sum, widthPt) => sum + widthPt, 0);
  // Where the figures leave no room for words, they share what is left of the page and break.
  const share = Math.min(1, (paper.widthPt - DESCRIPTION_MIN_PT) / figuresPt);
  return titles.map((title, at) => ({
    title,
    align: at === 0 ? 'start' : 'end',
    style: at === 0 ? PLAIN : at === titles.length - 1 ? STRONG : TEXT,
    widthPt: at === 0 ? paper.widthPt - figuresPt * share : (wanted[at] ?? 0) * share,
  }));
}

/** Before tax, tax by rate, total, paid, and what is left. Stays on one page. */
export function drawTotals(paper: Paper, invoice: InvoiceDocument, t: Translate): void {
  const { currency, locale, taxes } = invoice;
  const amount = (minor: bigint): string => formatMoney({ minor, currency }, locale);
  const rows: [string, string][] = [[t('paper.before-tax'), amount(invoice.net_minor)]];
  for (const tax of taxes) {
    const rate = formatRate(tax.rate_bp, locale);
    const label = taxes.length > 1 ? t('paper.tax-on', { rate, net: amount(tax.net_minor) }) : t('paper.tax', { rate });
    rows.push([label, amount(tax.tax_minor)]);
  }
  const partPaid = invoice.kind === 'invoice' && invoice.state === 'issued' && invoice.paid_minor !== 0n;
  if (partPaid) {
    rows.push([t('paper.total-with-tax'), amount(invoice.total_minor)]);
    const { paid_minor, settled_by_credit_minor: credit } = invoice;
    if (paid_minor !== credit) rows.push([t('paper.paid'), amount(credit - paid_minor)]);
    if (credit !== 0n) rows.push([t('paper.settled-by-credit'), amount(-credit)]);
  }
  paper.ensure(rows.length * (lineHeightPt(TEXT.sizePt) + 3) + 48);
  paper.yPt += 14;
  const box: Box = { xPt: paper.rightPt - TOTALS_PT, widthPt: TOTALS_PT };
  for (const [label, value] of rows) drawTotal(paper, label, value, TEXT, box);
  paper.yPt += 3;
  paper.rule(box.xPt, box.widthPt, paper.yPt, 1.5, palette.ink);
  paper.yPt += 5;
  drawTotal(paper, ...sumOf(invoice, partPaid, amount, t), SUM, box);
}

function sumOf(
  invoice: InvoiceDocument,
  partPaid: boolean,
  amount: (minor: bigint) => string,
  t: Translate,
): [string, string] {
  const stands = standing(invoice);
  if (stands === 'in_favour') {
    const { total_minor: total } = invoice;
    return [t('paper.credited'), amount(total < 0n ? -total : total)];
  }
  if (invoice.state !== 'issued') return [t('paper.total'), amount(invoice.total_minor)];
  return [t('paper.to-pay'), amount(partPaid ? dueMinor(invoice) : invoice.total_minor)];
}

function drawTotal(paper: Paper, label: string, value: string, style: Style, box: Box): void {
  const element = paper.element(paper.root, 'P');
  const right = paper.setter.line(value, style);
  const [left] = paper.setter.lines(label, style, box.widthPt - right.widthPt - GAP_PT, 1);
  if (left) paper.tagged(element, 'P', () => paper.put(left, style, box, paper.yPt));
  paper.tagged(element, 'P', () => paper.put(right, style, { ...box, align: 'end' }, paper.yPt));
  paper.yPt += lineHeightPt(style.sizePt) + 3;
}

/** "2.5000" as "2.5", in the locale's digits. The text must be a decimal. */
function formatDecimal(text: string, locale: string): string {
  const decimal = /^-?\d+(\.\d+)?$/u.test(text) ? (text as `${number}`) : '0'; // brand: checked by the pattern
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(decimal).replace('-', '−');
}

/** 2000 basis points as "20%", 750 as "7.5%". */
function formatRate(rateBp: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(rateBp / 10_000);
}
