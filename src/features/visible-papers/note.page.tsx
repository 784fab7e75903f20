import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  ButtonLink,
  ContactCard,
  Day,
  formatMoney,
  Lines,
  Paper,
  PaperPage,
  PortalShell,
  Section,
  StateChip,
  usePage,
  Words,
  type NavItem,
} from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { paperLine, smallPrint } from '../papers/index.ts';
import { noteSums } from '../credit-notes/index.ts';
import type { VisibleNoteDetail } from './views.ts';

export interface NotePageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly note: VisibleNoteDetail;
  readonly customer: { readonly name: string; readonly number: string };
  /** False for a link to one invoice: there is no list to go back to. */
  readonly hasList: boolean;
}

/** One credit note: what it gives, what became of it, and its paper. */
export function NotePage({ org, places, note, customer, hasList }: NotePageProps) {
  const { t, locale } = usePage();
  const { number, currency, state } = note;
  const amount = (minor: bigint) => formatMoney({ minor, currency }, locale);
  const title =
    state === 'void'
      ? t('credits.is-void', { number })
      : t('credits.answer', { number, amount: amount(note.total_minor) });
  const left = note.total_minor - note.used_minor;
  return (
    <PortalShell title={title} places={places} layout="full">
      <Answer
        back={hasList ? { href: paths.portal.invoices(org.slug), label: t('portal.invoices-title') } : undefined}
        title={
          state === 'void' ? (
            title
          ) : (
            <Words
              of="credits.answer"
              with={{ number: <span class="nowrap">{number}</span> }}
              values={{ amount: amount(note.total_minor) }}
            />
          )
        }
        text={state === 'issued' && left > 0n ? t('credits.answer-left', { amount: amount(left) }) : undefined}
      />
      <PaperPage
        side={
          <>
            {note.settles.length > 0 && <Settles org={org} note={note} />}
            <ContactCard />
          </>
        }
      >
        <NotePaper org={org} note={note} customer={customer} />
      </PaperPage>
    </PortalShell>
  );
}

function Settles({ org, note }: Pick<NotePageProps, 'org' | 'note'>) {
  const { t, locale } = usePage();
  return (
    <Section id="settles" title={t('credits.settles')}>
      <Lines>
        {note.settles.map(({ number, amount_minor }) => (
          <li key={number}>
            <a href={paths.portal.invoice(org.slug, number ?? '')}>{t('paper.invoice', { number: number ?? '' })}</a>
            <span class="mid soft block">{formatMoney({ minor: amount_minor, currency: note.currency }, locale)}</span>
          </li>
        ))}
      </Lines>
    </Section>
  );
}

function NotePaper({ org, note, customer }: Pick<NotePageProps, 'org' | 'note' | 'customer'>) {
  const page = usePage();
  const { t } = page;
  const { number, invoice_number, currency } = note;
  return (
    <Paper
      title={t('paper.credit-note', { number })}
      state={
        note.state === 'void' ? (
          <StateChip kind="invoice" state="void" />
        ) : (
          <StateChip kind="invoice" state="credited" />
        )
      }
      actions={
        <ButtonLink href={paths.portal.creditNotePdf(org.slug, number)} icon="download" download>
          {t('portal.download-pdf')}
        </ButtonLink>
      }
      toLabel={t('paper.for')}
      to={[note.billing_name ?? customer.name, ...(note.billing_address ?? '').split('\n')].filter(
        (line) => line.trim() !== '',
      )}
      facts={[
        { label: t('paper.issued'), value: <Day on={note.issued_on} full /> },
        invoice_number !== null && {
          label: t('paper.corrects'),
          value: (
            <a href={paths.portal.invoice(org.slug, invoice_number)}>
              {t('paper.invoice', { number: invoice_number })}
            </a>
          ),
        },
        { label: t('paper.customer'), value: customer.number, num: true },
        note.billing_vat_id !== null && { label: t('paper.their-vat-id'), value: note.billing_vat_id },
      ]}
      lineTitle={t('paper.what-credited')}
      amountTitle={t(note.prices_include_tax ? 'paper.amount-with-tax' : 'paper.amount')}
      lines={note.lines.map((line) => paperLine(line, currency))}
      totals={noteSums(note, page)}
      note={[note.reason, note.note].filter((text) => text !== null).join('\n') || undefined}
      smallPrint={smallPrint(org, t)}
    />
  );
}
