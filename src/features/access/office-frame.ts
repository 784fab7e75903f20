import type { StaffActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import { staffMay } from '../../kernel/permissions.ts';
import type { Services } from '../../platform/services.ts';
import type { NavItem } from '../../ui/portal-shell.tsx';
import type { OfficeFrame } from '../../ui/office-shell.tsx';
import type { Translate } from '../../words/index.ts';

/** The rail of the office, the search and what "New" offers, for this member of staff. */
export function officeFrame(actor: StaffActor, path: string, t: Translate): OfficeFrame {
  const item = (href: string, key: Parameters<Translate>[0], icon: NavItem['icon']): NavItem => ({
    href,
    label: t(key),
    icon,
    current: href === paths.office.home ? path === href : path === href || path.startsWith(`${href}/`),
  });
  const { office } = paths;
  const manages = staffMay(actor.role, 'manage');
  return {
    homeHref: office.home,
    searchHref: office.search,
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
        items: [item(office.deliveries, 'access.office-deliveries', 'send')],
      },
      {
        title: t('access.section-set-up'),
        items: [
          ...(manages ? [item(office.imports, 'access.office-imports', 'file-spreadsheet')] : []),
          ...(manages ? [item(office.log, 'access.office-log', 'clock')] : []),
          ...(manages ? [item(office.settings, 'access.office-settings', 'settings')] : []),
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
        ]
      : [],
  };
}

/** Counting more unread notices than this tells nobody more. */
const MOST_UNREAD = 100;

/** The bell: where the notices are, and how many this member of staff has not read, at most a hundred. */
export async function bellOf(services: Services, actor: StaffActor): Promise<NonNullable<OfficeFrame['bell']>> {
  const { unread } = await services.db.inReadScope(actor, (tx) =>
    tx
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
      .executeTakeFirstOrThrow(),
  );
  return { href: paths.office.notices, unread };
}
