import { nameOr } from '../../kernel/erased.ts';
import { palette } from '../../kernel/palette.ts';
import { createTranslator } from '../../platform/i18n/index.ts';
import { writePdf } from '../../platform/pdf/document.ts';
import type { Paper } from '../../platform/pdf/paper.ts';
import { lineHeightPt, type Style } from '../../platform/pdf/style.ts';
import { drawTable, type Column } from '../../platform/pdf/table.ts';
import { formatDayFull, formatMoney } from '../../ui/format.ts';
import type { Translate } from '../../words/index.ts';
import { BUCKETS, isFirstDay, notSet, type Ageing, type Movement, type Range, type Sums } from './statement.ts';
import { closingInWords, movementText } from './words.ts';

/** A statement as it stands on paper: plain data. */
export interface StatementDocument {
  readonly org: { readonly name: string; readonly address: string | null; readonly accent: string };
  readonly customer: { readonly name: string; readonly number: string };
  readonly range: Range;
  readonly sums: Sums;
  readonly ageing: Ageing;
  /** The day that the ageing is of. */
  readonly day: Temporal.PlainDate;
  readonly rows: readonly Movement[];
  readonly locale: string;
}

const NAME: Style = { weight: 'bold', sizePt: 14, colour: palette.ink };
const TITLE: Style = { weight: 'bold', sizePt: 19, colour: palette.ink };
const ANSWER: Style = { weight: 'bold', sizePt: 12, colour: palette.ink };
const TEXT: Style = { weight: 'regular', sizePt: 9, colour: palette.ink };
const FIGURE: Style = { ...TEXT, tabular: true };
const SMALL: Style = { weight: 'regular', sizePt: 8.5, colour: palette.inkSoft };
const FOOTER_PT = 24;
const MONEY_PT = 84;
const DAY_PT = 62;

/** The statement as a tagged PDF/A-3b, with its heading and what is carried forward on every page. */
export function statementPdf(stored: StatementDocument, now: Temporal.Instant): Promise<Uint8Array> {
  const { org, locale } = stored;
  const t = createTranslator(locale);
  const customer = { ...stored.customer, name: nameOr(stored.customer.name, t('ui.erased')) };
  const statement = { ...stored, customer };
  const title = t('statement.of', { customer: customer.name });
  const about = { title, author: org.name, subject: title, language: locale, created_at: now };
  return writePdf(about, (paper) => {
    paper.onGround = () => paper.ground(0, 0, paper.page.width, 4, org.accent);
    paper.onFooter = (page, pages) =>
      drawFooter(paper, t('paper.foot', { org: org.name, title }), t('paper.page', { page, pages }));
    paper.begin(FOOTER_PT);
    drawHead(paper, statement, t);
    drawMovements(paper, statement, t);
    drawAgeing(paper, statement, t);
  });
}

function drawFooter(paper: Paper, who: string, pages: string): void {
  const yPt = paper.bottomPt + FOOTER_PT - lineHeightPt(SMALL.sizePt);
  const [left] = paper.setter.lines(who, SMALL, paper.widthPt - 100, 1);
  const right = paper.setter.line(pages, SMALL);
  paper.artifact(() => {
    if (left) paper.put(left, SMALL, { xPt: paper.leftPt, widthPt: paper.widthPt }, yPt);
    paper.put(right, SMALL, { xPt: paper.leftPt, widthPt: paper.widthPt, align: 'end' }, yPt);
  }, 'Pagination');
}

function drawHead(paper: Paper, { org, customer, range, sums, locale }: StatementDocument, t: Translate): void {
  paper.paragraph(paper.root, 'P', org.name, NAME, undefined, 2);
  paper.paragraph(paper.root, 'P', org.address ?? '', SMALL, undefined, 6);
  paper.yPt += 22;
  paper.paragraph(paper.root, 'H1', t('statement.title'), TITLE);
  const who = { customer: customer.name, number: customer.number };
  paper.paragraph(paper.root, 'P', t('statement.for', who), TEXT, undefined, 3);
  const to = formatDayFull(range.to, locale);
  const days = isFirstDay(range.from)
    ? t('statement.until', { to })
    : t('statement.days', { from: formatDayFull(range.from, locale), to });
  paper.paragraph(paper.root, 'P', days, TEXT);
  paper.yPt += 8;
  paper.paragraph(paper.root, 'P', closingInWords(sums, t, locale), ANSWER);
  paper.yPt += 12;
}

function drawMovements(paper: Paper, { rows, sums, locale }: StatementDocument, t: Translate): void {
  const money = (minor: bigint) => formatMoney({ minor, currency: sums.currency }, locale);
  const figure = (title: string): Column => ({ title, widthPt: MONEY_PT, align: 'end', style: FIGURE });
  const columns: Column[] = [
    { title: t('statement.col-day'), widthPt: DAY_PT, align: 'start', style: FIGURE },
    { title: t('statement.col-what'), widthPt: paper.widthPt - DAY_PT - 3 * MONEY_PT, align: 'start', style: TEXT },
    figure(t('statement.col-debit')),
    figure(t('statement.col-credit')),
    figure(t('statement.col-balance')),
  ];
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  let carried = sums.opening_minor;
  const before = paper.onContinue;
  paper.onContinue = () => {
    const line = paper.setter.line(t('statement.brought-sum', { amount: money(carried) }), SMALL);
    paper.artifact(
      () => paper.put(line, SMALL, { xPt: paper.leftPt, widthPt: paper.widthPt, align: 'end' }, paper.yPt),
      'Pagination',
    );
    paper.yPt += lineHeightPt(SMALL.sizePt) + 6;
  };
  function* lines(): Generator<string[]> {
    yield ['', t('statement.opening'), '', '', money(sums.opening_minor)];
    for (const row of rows) {
      // A page that breaks before this row carries what was owed before it.
      carried = row.balance_minor - row.amount_minor;
      yield cells(row, money, t, days);
    }
    carried = sums.closing_minor;
    yield ['', t('statement.closing'), money(sums.debit_minor), money(-sums.credit_minor), money(sums.closing_minor)];
  }
  drawTable(paper, columns, lines());
  paper.onContinue = before;
}

function cells(row: Movement, money: (minor: bigint) => string, t: Translate, days: Intl.DateTimeFormat): string[] {
  const { amount_minor: minor, reference } = row;
  const text = movementText(row, t);
  return [
    days.format(row.booked_on.toZonedDateTime('UTC').epochMilliseconds),
    reference === null ? text : `${text}, ${reference}`,
    minor > 0n ? money(minor) : '',
    minor < 0n ? money(-minor) : '',
    money(row.balance_minor),
  ];
}

function drawAgeing(paper: Paper, { ageing, sums, day, locale }: StatementDocument, t: Translate): void {
  const left = notSet(ageing, sums.closing_minor);
  const money = (minor: bigint) => formatMoney({ minor, currency: sums.currency }, locale);
  const shown: [string, bigint][] = BUCKETS.map((bucket) => [t(`statement.bucket-${bucket}`), ageing[bucket]]);
  if (left !== 0n) shown.push([t('statement.not-set'), left]);
  if (shown.every(([, minor]) => minor === 0n)) return;
  paper.ensure(110);
  paper.yPt += 20;
  paper.paragraph(paper.root, 'P', t('statement.ageing-on', { day: formatDayFull(day, locale) }), ANSWER);
  paper.yPt += 6;
  const widthPt = paper.widthPt / shown.length;
  const columns = shown.map(([title]): Column => ({ title, widthPt, align: 'end', style: FIGURE }));
  drawTable(paper, columns, [shown.map(([, minor]) => money(minor))]);
}
