import type { StaffActor } from '../../kernel/actor.ts';
import { filterQuery, listAt, type ListName } from '../../kernel/lists.ts';
import { paths } from '../../kernel/paths.ts';
import { staffMay } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { NavItem } from '../../ui/portal-shell.tsx';
import type { OfficeFrame } from '../../ui/office-shell.tsx';
import type { Translate } from '../../words/index.ts';

/** Pages that are reached from the settings and live elsewhere. */
const UNDER_SETTINGS = [paths.office.account, paths.office.dataRequests, paths.office.erasures, paths.office.grants];

/** The rail of the office, the search and what "New" offers, for this member of staff. */
export function officeFrame(actor: StaffActor, path: string, t: Translate): OfficeFrame {
  const { office } = paths;
  const isAt = (place: string) => path === place || (place !== office.home && path.startsWith(`${place}/`));
  const item = (href: string, key: Parameters<Translate>[0], icon: NavItem['icon'], under: readonly string[] = []) => ({
    href,
    label: t(key),
    icon,
    current: [href, ...under].some(isAt),
  });
  const manages = staffMay(actor.role, 'manage');
  return {
    homeHref: office.home,
    searchHref: office.search,
    fresh: new Map(),
    sections: [
      { items: [item(office.home, 'access.office-home', 'house')] },
      {
        title: t('access.section-work'),
        items: [item(office.jobs, 'access.office-jobs', 'clipboard-list')],
      },
      {
        title: t('access.section-money'),
        items: [
          item(office.invoices, 'access.office-invoices', 'receipt-text'),
          item(office.payments, 'access.office-payments', 'banknote'),
          item(office.creditNotes, 'access.office-credit-notes', 'file-minus'),
        ],
      },
      {
        title: t('access.section-people'),
        items: [
          item(office.customers, 'access.office-customers', 'users'),
          item(office.sites, 'access.office-sites', 'map-pin'),
        ],
      },
      {
        title: t('access.section-reach'),
        items: [
          item(office.messages, 'access.office-messages', 'message-square'),
          item(office.deliveries, 'access.office-deliveries', 'send'),
          item(office.links, 'access.office-links', 'link'),
        ],
      },
      {
        title: t('access.section-set-up'),
        items: [
          ...(manages ? [item(office.imports, 'access.office-imports', 'file-spreadsheet')] : []),
          ...(manages ? [item(office.signIns, 'access.office-sign-ins', 'key-round')] : []),
          ...(manages ? [item(office.log, 'access.office-log', 'clock')] : []),
          ...(manages ? [item(office.settings, 'access.office-settings', 'settings', UNDER_SETTINGS)] : []),
        ],
      },
    ].filter((section) => section.items.length > 0),
    create: staffMay(actor.role, 'write')
      ? [
          { href: office.newCustomer, label: t('access.new-customer'), icon: 'users' },
          { href: office.newSite, label: t('access.new-site'), icon: 'map-pin' },
          { href: office.newJob, label: t('access.new-job'), icon: 'clipboard-list' },
          { href: office.newInvoice, label: t('access.new-invoice'), icon: 'receipt-text' },
          { href: office.newPayment, label: t('access.new-payment'), icon: 'banknote' },
          { href: office.newThread, label: t('access.new-message'), icon: 'message-square' },
        ]
      : [],
  };
}

/** Counting more unread notices than this tells nobody more. */
const MOST_UNREAD = 100;
/** So many saved filters a list has, all told. */
const MOST_FILTERS = 60;

/**
 * What this member of staff has at its desk: how many notices are unread, and on a list its saved filters and chosen
 * columns. One round trip; other features' tables are read here because it stands on every page.
 */
export async function deskOf(
  services: Services,
  actor: StaffActor,
  { path, search }: { path: string; search: string },
): Promise<Pick<OfficeFrame, 'bell' | 'list'>> {
  const name = listAt(path);
  return services.db.inReadScope(actor, async (tx) => {
    const [unread, filters, columns] = await Promise.all([
      unreadNotices(tx, actor),
      name === null ? [] : savedFilters(tx, actor, name),
      name === null ? null : chosenColumns(tx, actor, name),
    ]);
    return {
      bell: { href: paths.office.notices, unread },
      list: name === null ? undefined : { name, path, query: filterQuery(name, search), filters, columns },
    };
  });
}

/** How many notices this member of staff has not read; counted no further than anybody would. */
export async function unreadNotices(tx: Tx, actor: StaffActor): Promise<number> {
  const { unread } = await tx
    .selectFrom((eb) =>
      eb
        .selectFrom('staff_notices')
        .select('id')
        .where('org_id', '=', actor.orgId)
        .where('staff_id', '=', actor.staffId)
        .where('read_at', 'is', null)
        .limit(MOST_UNREAD)
        .as('some'),
    )
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('unread'))
    .executeTakeFirstOrThrow();
  return unread;
}

async function savedFilters(tx: Tx, actor: StaffActor, list: ListName) {
  return tx
    .selectFrom('saved_filters')
    .select(['id', 'name', 'query'])
    .where('org_id', '=', actor.orgId)
    .where('list', '=', list)
    .where('removed_at', 'is', null)
    .where((eb) => eb.or([eb('staff_id', 'is', null), eb('staff_id', '=', actor.staffId)]))
    .orderBy('position')
    .orderBy('id')
    .limit(MOST_FILTERS)
    .execute();
}

async function chosenColumns(tx: Tx, actor: StaffActor, list: ListName): Promise<readonly string[] | null> {
  const row = await tx
    .selectFrom('chosen_columns')
    .select('columns')
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', actor.staffId)
    .where('list', '=', list)
    .executeTakeFirst();
  return row?.columns ?? null;
}
