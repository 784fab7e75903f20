import { paths, withQuery } from '../../kernel/paths.ts';
import { Icon, usePage, type Children, type FoundGroup, type IconName, type OfficeFrame } from '../../ui/index.ts';
import { MOST_OFFERED, type Found } from './found.ts';
import { useGroups, type Said } from './groups.tsx';

export interface PaletteProps {
  readonly frame: OfficeFrame;
  readonly typed: string;
  /** Null when nothing was typed, or too little. */
  readonly found: Found | null;
  readonly mayWrite: boolean;
  readonly said: Said;
}

interface Offer {
  readonly href: string;
  readonly icon: IconName;
  readonly title: Children;
  readonly text?: Children;
  readonly end?: Children;
  /** Choosing it sends a form to this path instead of following the link. */
  readonly post?: string | undefined;
}

/** What the palette offers for what was typed: the groups of a list box. Its frame and keys are the island's. */
export function PaletteOptions({ frame, typed, found, mayWrite, said }: PaletteProps) {
  const { t } = usePage();
  const things = found === null ? [] : useGroups(found, MOST_OFFERED, said);
  const places = placesOf(frame, t('notices.title'), t('help.title')).filter(({ label }) => fits(label, typed));
  const fresh = frame.create.filter(({ label }) => fits(label, typed));
  const groups: { id: string; title: string; items: readonly Offer[] }[] = [
    ...things,
    { id: 'do', title: t('palette.do'), items: found === null ? [] : useDeeds(found, mayWrite) },
    {
      id: 'new',
      title: t('palette.new'),
      items: fresh.map(({ href, label, icon = 'plus' }) => ({ href, icon, title: label })),
    },
    {
      id: 'go',
      title: t('palette.go'),
      items: places.map(({ href, label, icon }) => ({ href, icon, title: label })),
    },
  ].filter((group) => group.items.length > 0);
  const count = groups.reduce((sum, group) => sum + group.items.length, 0);
  return (
    <div data-options data-said={t('palette.offered', { count })}>
      {groups.map((group) => (
        <OptionGroup key={group.id} group={group} />
      ))}
      {typed !== '' && (
        <OptionGroup
          group={{
            id: 'all',
            title: t('palette.everything'),
            items: [
              {
                href: withQuery(paths.office.search, { q: typed }),
                icon: 'search',
                title: t('palette.all-for', { typed }),
              },
            ],
          }}
        />
      )}
    </div>
  );
}

/** A link all the same: it can be opened in another tab, which an `<option>` can't. */
const OPTION = { role: 'option', 'aria-selected': 'false', tabIndex: -1 } as const;

function OptionGroup({ group }: { group: Omit<FoundGroup, 'items'> & { readonly items: readonly Offer[] } }) {
  return (
    <>
      <div class="palette-title" role="presentation">
        {group.title}
      </div>
      {group.items.map((item, at) => (
        <a
          key={`${item.href} ${at}`}
          id={`palette-${group.id}-${at}`}
          {...OPTION}
          href={item.href}
          data-post={item.post}
        >
          <Icon name={item.icon} />
          <span class="grow">
            {item.title}
            {item.text !== undefined && <span class="soft"> {item.text}</span>}
          </span>
          {item.end !== undefined && <span class="soft num">{item.end}</span>}
        </a>
      ))}
    </>
  );
}

/** What can be done with the best customer that was found. */
function useDeeds(found: Found, mayWrite: boolean): readonly Offer[] {
  const { t } = usePage();
  const customer = found.customers.find((one) => one.archived_at === null);
  if (customer === undefined) return [];
  const { number, name } = customer;
  const { office } = paths;
  return [
    ...(mayWrite
      ? [
          {
            href: withQuery(office.newJob, { customer: number }),
            icon: 'clipboard-list' as const,
            title: t('palette.new-job-for', { name }),
          },
          {
            href: withQuery(office.newInvoice, { customer: number }),
            icon: 'receipt-text' as const,
            title: t('palette.new-invoice-for', { name }),
          },
          {
            href: withQuery(office.newPayment, { customer: number }),
            icon: 'banknote' as const,
            title: t('palette.new-payment-for', { name }),
          },
        ]
      : []),
    {
      href: office.customer(number),
      post: office.customerPart(number, 'portal-view'),
      icon: 'eye' as const,
      title: t('palette.view-portal-of', { name }),
    },
  ];
}

function placesOf(frame: OfficeFrame, notices: string, help: string) {
  return [
    ...frame.sections.flatMap((section) => section.items),
    { href: paths.office.notices, label: notices, icon: 'bell' as const },
    { href: paths.office.help, label: help, icon: 'life-buoy' as const },
  ];
}

/** Every word typed begins a word of the label. */
function fits(label: string, typed: string): boolean {
  const words = label.toLowerCase().split(/\s+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}
