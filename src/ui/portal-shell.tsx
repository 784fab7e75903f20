import { Toast } from './banner.tsx';
import { classes } from './class-names.ts';
import { usePage, type Children } from './context.tsx';
import { Document } from './document.tsx';
import { Icon, type IconName } from './icon.tsx';
import { UnreadCount } from './unread-count.tsx';
import { ContactCard, Footer, Logo, PhoneButton, ViewingBar } from './org.tsx';

export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** Goes on after the label for whoever can't see what stands beside it. */
  readonly rest?: string | undefined;
  readonly icon: IconName;
  readonly current?: boolean | undefined;
  /** Filled with the accent: something waits to be read. */
  readonly fresh?: number | undefined;
  /** Quiet: how many there are. */
  readonly count?: number | undefined;
}

/** More than five places don't fit a 320 px bar at 44 px each with their words. */
const PLACES = 5;

/** Every page a signed-in customer sees: header, places, content, contact card, footer. */
export function PortalShell({
  title,
  places,
  layout = 'side',
  aside,
  messageHref,
  children,
}: {
  title: string;
  places: readonly NavItem[];
  /** `side` has a column for the contact card, `one` a narrow middle column, `full` the whole width. */
  layout?: 'side' | 'one' | 'full' | undefined;
  /** Replaces the contact card beside the content. */
  aside?: Children;
  messageHref?: string | undefined;
  children: Children;
}) {
  const { t, org, notice } = usePage();
  if (places.length > PLACES) throw new RangeError(`The bar has room for ${PLACES} places, not ${places.length}`);
  return (
    <Document title={org === undefined ? title : t('ui.title-portal', { title, org: org.name })} class="portal">
      <ViewingBar />
      <header class="top">
        <div class="top-in">
          {org !== undefined && <Logo org={org} />}
          {places.length > 0 && <Bar places={places} />}
          {org !== undefined && <PhoneButton org={org} />}
        </div>
      </header>
      <div class={classes('page', layout !== 'side' && layout)}>
        <main id="main">
          {notice !== undefined && <Toast notice={notice} />}
          {children}
        </main>
        {layout === 'side' && (
          <aside aria-labelledby={aside === undefined ? 'contact-title' : undefined}>
            {aside ?? <ContactCard messageHref={messageHref} />}
          </aside>
        )}
      </div>
      <Footer />
    </Document>
  );
}

/** The same list at the foot of a phone and in the head of a desk. */
function Bar({ places }: { places: readonly NavItem[] }) {
  const { t } = usePage();
  return (
    <nav class="bar" aria-label={t('ui.portal-nav')}>
      <ul>
        {places.map((place) => (
          <li key={place.href}>
            <a href={place.href} aria-current={place.current === true ? 'page' : undefined}>
              <Icon name={place.icon} />
              {place.label}
              {place.rest !== undefined && <span class="vh"> {place.rest}</span>}
              {place.fresh !== undefined && <UnreadCount place={place.href} count={place.fresh} />}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
