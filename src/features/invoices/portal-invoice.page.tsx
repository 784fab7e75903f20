import { paths } from '../../kernel/paths.ts';
import type { Money } from '../../kernel/money.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { todayOn, usePage, type Children } from '../../ui/context.tsx';
import { formatMoney } from '../../ui/format.ts';
import { Answer, Section } from '../../ui/layout.tsx';
import { Lines } from '../../ui/lists.tsx';
import { ContactCard } from '../../ui/org.tsx';
import { Paper, PaperPage, type PaperLine } from '../../ui/paper.tsx';
import { PortalShell, type NavItem } from '../../ui/portal-shell.tsx';
import { Day } from '../../ui/time.tsx';
import type { Translate } from '../../words/index.ts';
import type { OrgRow } from '../access/index.ts';
import { invoiceAnswer } from './invoice-answer.ts';
import { settledByCredit } from './credits.ts';
import { InvoiceChip } from './invoice-chip.tsx';
import { invoiceDueMinor, invoiceState, isUnpaid } from './invoice.ts';
import { rateText } from './rate-text.ts';
import { TransferDetails } from './transfer.tsx';
import type { VisibleInvoiceDetail, VisibleLine, VisiblePayment } from './visible-invoice.ts';

export interface InvoicePageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly invoice: VisibleInvoiceDetail;
  readonly customer: { readonly name: string; readonly number: string };
  /** False for a link to this one invoice: there is no list to go back to. */
  readonly hasList: boolean;
  /** Drawn by other features. */
  readonly parts: Children;
}

/** One invoice: what is due and how to pay it, and the document as it would lie on the mat. */
export function InvoicePage({ org, places, invoice, customer, hasList, parts }: InvoicePageProps) {
  const page = usePage();
  const { t, locale } = page;
  const today = todayOn(page);
  const answer = invoiceAnswer(invoice, { t, locale, today });
  const isDue = isUnpaid(invoiceState(invoice, today));
  return (
    <PortalShell title={answer} places={places} layout="full">
      <Answer
        back={hasList ? { href: paths.portal.invoices(org.slug), label: t('portal.invoices-title') } : undefined}
        title={answer}
        text={invoice.state === 'void' ? voidText(invoice, t) : undefined}
      />
      <PaperPage
        side={
          <>
            {isDue && (
              <Section id="pay" title={t('portal.pay-title')} card>
                <TransferDetails org={org} reference={t('paper.invoice-reference', { number: invoice.number })} />
              </Section>
            )}
            {invoice.payments.length > 0 && <Payments of={invoice.payments} currency={invoice.currency} />}
            {invoice.credits.length > 0 && <Credits org={org} invoice={invoice} />}
            {parts}
            <ContactCard />
          </>
        }
      >
        <InvoicePaper org={org} invoice={invoice} customer={customer} />
      </PaperPage>
    </PortalShell>
  );
}

function voidText({ void_reason }: VisibleInvoiceDetail, t: Translate): string {
  return void_reason === null
    ? t('portal.invoice-void-text')
    : t('portal.invoice-void-because', { reason: void_reason.replace(/[.\s]+$/u, '') });
}

function Payments({ of, currency }: { of: readonly VisiblePayment[]; currency: string }) {
  const { t, locale } = usePage();
  return (
    <Section id="payments" title={t('portal.payments')}>
      <Lines>
        {of.map((payment, at) => (
          <li key={at}>
            <b class="num">{formatMoney({ minor: payment.amount_minor, currency }, locale)}</b>
            <span class="mid soft block">
              <Day on={payment.received_on} long /> · {methodWord(payment.method, t)}
            </span>
          </li>
        ))}
      </Lines>
    </Section>
  );
}

/** What was credited on it, or set against it, and where the paper of that is. */
function Credits({ org, invoice }: Pick<InvoicePageProps, 'org' | 'invoice'>) {
  const { t, locale } = usePage();
  const { credits, currency } = invoice;
  return (
    <Section id="credits" title={t('credits.on-invoice')}>
      <Lines>
        {credits.map((credit) => (
          <li key={credit.id}>
            <a href={paths.portal.creditNote(org.slug, credit.number ?? '')}>
              {t('paper.credit-note', { number: credit.number ?? '' })}
            </a>
            <span class="mid soft block">
              {formatMoney({ minor: credit.corrects ? credit.total_minor : credit.settles_minor, currency }, locale)}
              {credit.issued_on !== null && (
                <>
                  {' · '}
                  <Day on={credit.issued_on} long />
                </>
              )}
            </span>
          </li>
        ))}
      </Lines>
    </Section>
  );
}

export function methodWord(method: string, t: Translate): string {
  switch (method) {
    case 'cash':
      return t('portal.method-cash');
    case 'transfer':
      return t('portal.method-transfer');
    case 'card':
      return t('portal.method-card');
    case 'cheque':
      return t('portal.method-cheque');
    case 'direct_debit':
      return t('portal.method-direct-debit');
    default:
      return t('portal.method-other');
  }
}

function InvoicePaper({ org, invoice, customer }: Pick<InvoicePageProps, 'org' | 'invoice' | 'customer'>) {
  const { t } = usePage();
  const { number } = invoice;
  return (
    <Paper
      title={t('paper.invoice', { number })}
      state={<InvoiceChip invoice={invoice} />}
      actions={
        <ButtonLink href={paths.portal.invoicePdf(org.slug, number)} icon="download" download>
          {t('portal.download-pdf')}
        </ButtonLink>
      }
      toLabel={t('paper.for')}
      to={[invoice.billing_name ?? customer.name, ...(invoice.billing_address ?? '').split('\n')].filter(
        (line) => line.trim() !== '',
      )}
      facts={[
        { label: t('paper.issued'), value: <Day on={invoice.issued_on} full /> },
        { label: t('paper.due'), value: <Day on={invoice.due_on} full /> },
        { label: t('paper.customer'), value: customer.number, num: true },
        invoice.billing_vat_id !== null && { label: t('paper.their-vat-id'), value: invoice.billing_vat_id },
        invoice.customer_reference !== null && { label: t('paper.reference'), value: invoice.customer_reference },
        invoice.job_number !== null && {
          label: t('paper.job'),
          value: (
            <a href={paths.portal.job(org.slug, invoice.job_number)}>
              {invoice.job_number}, {invoice.job_title}
            </a>
          ),
        },
      ]}
      lineTitle={t('paper.what')}
      amountTitle={t(invoice.prices_include_tax ? 'paper.amount-with-tax' : 'paper.amount')}
      lines={invoice.lines.map((line) => paperLine(line, invoice.currency))}
      totals={paperTotals(invoice, t, usePage().locale)}
      note={invoice.note ?? undefined}
      smallPrint={smallPrint(org, t)}
    />
  );
}

/** A line as it stands on the paper; what is more than one piece says how many at what price. */
export function paperLine(line: VisibleLine, currency: string): PaperLine {
  return {
    id: line.id,
    text: line.description.split('\n').map((part, at) => (
      <span key={at} class="block">
        {part}
      </span>
    )),
    detail: isOne(line) ? undefined : <Quantity line={line} currency={currency} />,
    amount: { minor: line.amount_minor, currency },
  };
}

function isOne({ quantity, unit }: VisibleLine): boolean {
  return unit === null && /^1(\.0*)?$/.test(quantity);
}

function Quantity({ line, currency }: { line: VisibleLine; currency: string }) {
  const { t, locale } = usePage();
  const quantity = decimalText(line.quantity, locale);
  return (
    <>
      {t('portal.quantity-price', {
        quantity: line.unit === null ? quantity : `${quantity}\u00a0${line.unit}`,
        price: formatMoney({ minor: line.unit_price_minor, currency }, locale),
      })}
    </>
  );
}

type Summed = Pick<
  VisibleInvoiceDetail,
  'state' | 'currency' | 'paid_minor' | 'net_minor' | 'tax_minor' | 'total_minor' | 'taxes' | 'credits'
>;

/** The sums under the lines, tax by rate, down to what is left to pay. */
export function paperTotals(invoice: Summed, t: Translate, locale: string) {
  const { currency, paid_minor } = invoice;
  const amount = (minor: bigint): Money => ({ minor, currency });
  const credited = settledByCredit(invoice.credits);
  const isPartPaid = invoice.state === 'issued' && paid_minor !== 0n;
  const sum = (label: string, minor: bigint) => ({ label, amount: amount(minor), sum: true });
  return [
    { label: t('paper.before-tax'), amount: amount(invoice.net_minor) },
    ...invoice.taxes.map((tax) => {
      const rate = rateText(tax.rate_bp, locale);
      const label =
        invoice.taxes.length > 1
          ? t('paper.tax-on', { rate, net: formatMoney(amount(tax.net_minor), locale) })
          : t('paper.tax', { rate });
      return { label, amount: amount(tax.tax_minor) };
    }),
    ...(isPartPaid
      ? [
          { label: t('paper.total-with-tax'), amount: amount(invoice.total_minor) },
          ...(paid_minor === credited
            ? []
            : [{ label: t('portal.paid-so-far'), amount: amount(credited - paid_minor) }]),
          ...(credited === 0n ? [] : [{ label: t('paper.settled-by-credit'), amount: amount(-credited) }]),
        ]
      : []),
    invoice.state === 'issued' && invoice.total_minor >= 0n
      ? sum(t('paper.to-pay'), invoiceDueMinor(invoice))
      : sum(t('paper.total'), invoice.total_minor),
  ];
}

/** "2.5000" as *2.5*, exact at any size. */
function decimalText(text: string, locale: string): string {
  const decimal = /^-?\d+(\.\d+)?$/.test(text) ? (text as `${number}`) : '0'; // brand: checked by the pattern
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(decimal).replace('-', '−');
}

/** The org's own footer names it as law wants; without one, name and address do. */
export function smallPrint(org: OrgRow, t: Translate): string {
  const named = [org.name, org.address?.split('\n').join(', ') ?? null].filter((part) => part !== null).join(', ');
  const who = org.invoice_footer?.trim() ?? named;
  const parts = [who, org.vat_id === null ? '' : t('paper.vat-id', { id: org.vat_id })];
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?]$/u.test(part) ? part : `${part}.`))
    .join(' ');
}
