import { paths } from '../../kernel/paths.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { todayOn, usePage, type Children } from '../../ui/context.tsx';
import { formatMoney } from '../../ui/format.ts';
import { Answer, Section } from '../../ui/layout.tsx';
import { Lines } from '../../ui/lists.tsx';
import { ContactCard } from '../../ui/org.tsx';
import { Paper, PaperPage } from '../../ui/paper.tsx';
import { PortalShell, type NavItem } from '../../ui/portal-shell.tsx';
import { Day } from '../../ui/time.tsx';
import type { Translate } from '../../words/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { invoiceAnswer } from './invoice-answer.ts';
import { InvoiceChip, invoiceState, invoiceSums, isUnpaid, methodWord } from '../invoices/index.ts';
import { paperLine, smallPrint } from '../papers/index.ts';
import { TransferDetails } from './transfer.tsx';
import type { VisibleInvoiceDetail, VisiblePayment } from './visible-invoice.ts';

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
      totals={invoiceSums(invoice, usePage())}
      note={invoice.note ?? undefined}
      smallPrint={smallPrint(org, t)}
    />
  );
}
