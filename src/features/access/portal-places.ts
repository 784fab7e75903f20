import type { PortalActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import type { NavItem } from '../../ui/portal-shell.tsx';
import type { Translate } from '../../words/index.ts';
import type { OrgRow } from './find-session.ts';
import { portalMay } from './session.ts';

/** The places of the portal's bar. A link to one job or invoice has none: it opens that page and no other. */
export function portalPlaces(actor: PortalActor, org: OrgRow, path: string, t: Translate): readonly NavItem[] {
  if (actor.subject !== null) return [];
  const { slug } = org;
  const home = paths.portal.home(slug);
  const under = (href: string) => path === href || path.startsWith(`${href}/`);
  const places: (NavItem | false)[] = [
    { href: home, label: t('access.place-home'), icon: 'house', current: path === home },
    portalMay(actor, 'jobs') && {
      href: paths.portal.jobs(slug),
      label: org.jobs_word ?? t('access.place-jobs'),
      icon: 'clipboard-list',
      current: under(paths.portal.jobs(slug)),
    },
    portalMay(actor, 'invoices') && {
      href: paths.portal.invoices(slug),
      label: t('access.place-invoices'),
      icon: 'receipt-text',
      current: under(paths.portal.invoices(slug)),
    },
    {
      href: paths.portal.more(slug),
      label: t('access.place-more'),
      icon: 'menu',
      current:
        under(paths.portal.more(slug)) || under(paths.portal.details(slug)) || under(paths.portal.colleagues(slug)),
    },
  ];
  return places.filter((place) => place !== false);
}
