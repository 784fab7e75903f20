import type { PortalActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import type { NavItem } from '../../ui/portal-shell.tsx';
import type { Language, Translate } from '../../words/index.ts';
import { type OrgRow, portalMay } from '../sessions/index.ts';
import { arranged, menuOf, type MenuPlace } from './portal-menu.ts';

/** A place and what it is called. */
export interface Place extends NavItem {
  readonly id: MenuPlace;
}

export interface Places {
  /** At most five, the last of them *More*. A link to one job or invoice has none: it opens that page and no other. */
  readonly bar: NavItem[];
  /** What else is open to the visitor, for the page *More*. */
  readonly more: readonly Place[];
}

/** Where this visitor may go, as the org has arranged it. */
export function portalPlaces(
  actor: PortalActor,
  org: OrgRow,
  path: string,
  { t, language }: { readonly t: Translate; readonly language: Language },
): Places {
  if (actor.subject !== null) return { bar: [], more: [] };
  const { slug } = org;
  const under = (href: string) => path === href || path.startsWith(`${href}/`);
  const menu = menuOf(org.portal_menu);
  const named = (place: Omit<Place, 'current'>): Place => ({
    ...place,
    label: menu.find((entry) => entry.place === place.id)?.names[language] ?? place.label,
    current: place.id === 'home' ? path === place.href : under(place.href),
  });
  const { bar, more } = arranged(menu, openPlaces(actor, org, t).map(named));
  const moreHref = paths.portal.more(slug);
  const isMore = under(moreHref) || (under(paths.portal.home(slug)) && more.some((place) => place.current === true));
  return {
    bar: [
      ...bar,
      {
        href: moreHref,
        label: t('access.place-more'),
        rest: t('access.place-more-rest'),
        icon: 'menu',
        current: isMore,
      },
    ],
    more,
  };
}

/** Every place that is open to the visitor. A new one is an entry here and in `MENU_PLACES`. */
function openPlaces(actor: PortalActor, org: OrgRow, t: Translate): readonly Omit<Place, 'current'>[] {
  const { portal } = paths;
  const { slug } = org;
  const all: (Omit<Place, 'current'> | false)[] = [
    { id: 'home', href: portal.home(slug), label: t('access.place-home'), icon: 'house' },
    portalMay(actor, 'jobs') && {
      id: 'jobs',
      href: portal.jobs(slug),
      label: org.jobs_word ?? t('access.place-jobs'),
      icon: 'clipboard-list',
    },
    portalMay(actor, 'invoices') && {
      id: 'invoices',
      href: portal.invoices(slug),
      label: t('access.place-invoices'),
      icon: 'receipt-text',
    },
    portalMay(actor, 'messages') && {
      id: 'messages',
      href: portal.messages(slug),
      label: t('access.place-messages'),
      icon: 'message-square',
    },
    portalMay(actor, 'details') && {
      id: 'details',
      href: portal.details(slug),
      label: t('portal.details-title'),
      icon: 'circle-user',
    },
    actor.kind === 'contact' &&
      portalMay(actor, 'colleagues') && {
        id: 'colleagues',
        href: portal.colleagues(slug),
        label: t('colleagues.title'),
        icon: 'users',
      },
  ];
  return all.filter((place) => place !== false);
}

/** Puts a count on a place of the list that the page is handed: it comes with the page's own queries. */
export function withUnread(places: NavItem[], href: string, unread: number): void {
  const at = places.findIndex((place) => place.href === href);
  const place = places[at];
  if (place !== undefined) places[at] = { ...place, fresh: unread };
}
