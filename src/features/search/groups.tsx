import { paths } from '../../kernel/paths.ts';
import { Day, formatMoney, stateLook, Time, usePage, type FoundGroup } from '../../ui/index.ts';
import { threadTitle } from '../messages/index.ts';
import { isStep } from '../jobs/index.ts';
import type {
  Found,
  FoundContact,
  FoundCustomer,
  FoundInvoice,
  FoundJob,
  FoundNote,
  FoundSite,
  FoundThread,
} from './found.ts';

/** How the org says things. */
export interface Said {
  readonly phone: (e164: string) => string;
  /** What it calls a job. */
  readonly jobWord: string;
}

type Words = Pick<ReturnType<typeof usePage>, 't' | 'locale'> & Said;
type Item = FoundGroup['items'][number];

/** What was found, as groups of links; at most `most` of each. */
export function useGroups(found: Found, most: number, said: Said): readonly FoundGroup[] {
  const { t, locale } = usePage();
  const words: Words = { t, locale, ...said };
  const items = <Row,>(rows: readonly Row[], item: (row: Row, words: Words) => Item) =>
    rows.slice(0, most).map((row) => item(row, words));
  return [
    { id: 'customers', title: t('search.customers'), items: items(found.customers, customerItem) },
    { id: 'contacts', title: t('palette.contacts'), items: items(found.contacts, contactItem) },
    { id: 'sites', title: t('palette.sites'), items: items(found.sites, siteItem) },
    { id: 'jobs', title: t('search.jobs'), items: items(found.jobs, jobItem) },
    { id: 'invoices', title: t('search.invoices'), items: items(found.invoices, invoiceItem) },
    { id: 'credits', title: t('search.credits'), items: items(found.credits, noteItem) },
    { id: 'threads', title: t('search.threads'), items: items(found.threads, threadItem) },
  ];
}

const line = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(' · ');

function customerItem(customer: FoundCustomer, { t, phone }: Words): Item {
  return {
    href: paths.office.customer(customer.number),
    icon: customer.kind === 'company' ? 'building-2' : 'user',
    title: customer.name,
    text: line(
      customer.number,
      [customer.line1, customer.city].filter(Boolean).join(', '),
      customer.phone === null ? customer.email : phone(customer.phone),
      customer.archived_at === null ? null : t('search.archived'),
    ),
  };
}

function contactItem(contact: FoundContact, { phone }: Words): Item {
  return {
    href: paths.office.contact(contact.customer_number, contact.id),
    icon: 'circle-user',
    title: nameOf(contact, phone),
    text: line(contact.customer_name, contact.email),
  };
}

function siteItem(site: FoundSite): Item {
  return {
    href: paths.office.site(site.id),
    icon: 'map-pin',
    title: site.name,
    text: line([site.line1, site.city].filter(Boolean).join(', '), site.customer_name),
  };
}

function jobItem(job: FoundJob, { t }: Words): Item {
  return {
    href: paths.office.job(job.number),
    icon: 'clipboard-list',
    title: `${job.number} ${job.title}`,
    text: line(job.customer_name, isStep(job.step) ? t(stateLook('job', job.step).word) : null),
    ...(job.starts_at === null ? {} : { end: <Time at={job.starts_at} /> }),
  };
}

function invoiceItem(invoice: FoundInvoice, { t, locale }: Words): Item {
  return {
    href: paths.office.invoice(invoice.id),
    icon: 'receipt-text',
    title: invoice.number === null ? t('search.draft') : t('search.invoice', { number: invoice.number }),
    ...ofPaper(invoice, locale),
  };
}

function noteItem(note: FoundNote, { t, locale }: Words): Item {
  return {
    href: paths.office.creditNote(note.id),
    icon: 'receipt-text',
    title: t('search.credit', { number: note.number ?? '' }),
    ...ofPaper(note, locale),
  };
}

function threadItem(thread: FoundThread, { t, jobWord }: Words): Item {
  return {
    href: paths.office.thread(thread.id),
    icon: 'message-square',
    title: threadTitle(thread, jobWord, t),
    text: line(thread.customer_name, thread.closed_at === null ? null : t('search.closed')),
    end: <Time at={thread.last_at} />,
  };
}

/** Whose it is, of which day, and how much. */
function ofPaper({ customer_name, issued_on, total_minor: minor, currency }: FoundNote, locale: string) {
  const text = (
    <>
      {customer_name}
      {issued_on !== null && (
        <>
          {' · '}
          <Day on={issued_on} />
        </>
      )}
    </>
  );
  return { text, end: formatMoney({ minor, currency }, locale) };
}

function nameOf(contact: FoundContact, phone: (e164: string) => string): string {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return name || (contact.email ?? (contact.phone === null ? '' : phone(contact.phone)));
}
