import { paths } from '../kernel/paths.ts';
import { Toast } from './banner.tsx';
import { UnreadCount } from './unread-count.tsx';
import { classes } from './class-names.ts';
import { usePage, type Children } from './context.tsx';
import { Document } from './document.tsx';
import { ButtonForm } from './form.tsx';
import { Icon } from './icon.tsx';
import { Menu, type MenuItem } from './office-parts.tsx';
import { Logo } from './org.tsx';
import { Avatar } from './people.tsx';
import { GO_KEYS } from './go-keys.ts';
import { Palette } from './palette.tsx';
import type { SavedList } from './saved-list.tsx';
import { SearchBox } from './search.tsx';
import type { NavItem } from './portal-shell.tsx';
import { OwnChoices, OwnChoicesButton } from './visitor-choices.tsx';

export interface NavSection {
  readonly title?: string | undefined;
  readonly items: readonly NavItem[];
}

/** What stands around every office page. Made once per request from who is looking. */
export interface OfficeFrame {
  readonly homeHref: string;
  readonly sections: readonly NavSection[];
  readonly searchHref: string;
  /** What waits to be read, by the address of its place; it comes with the page's own queries. */
  readonly fresh: Map<string, number>;
  readonly create: readonly MenuItem[];
  /** Notices to whoever is looking, and how many are unread. */
  readonly bell?: { readonly href: string; readonly unread: number } | undefined;
  /** On a list: what is kept of it. */
  readonly list?: SavedList | undefined;
}

export function OfficeShell({
  title,
  frame,
  query,
  split,
  children,
}: {
  title: string;
  frame: OfficeFrame;
  /** What was searched for, on the search page. */
  query?: string | undefined;
  /** The page is a `SplitView` and brings its own padding. */
  split?: boolean | undefined;
  children: Children;
}) {
  const { t, org, notice } = usePage();
  return (
    <Document
      title={org === undefined ? title : t('ui.title-office', { title, org: org.name })}
      class="office"
      robots="noindex"
    >
      <Rail frame={frame} />
      <header class="otop">
        <SearchBox
          main
          id="q"
          action={frame.searchHref}
          label={t('ui.search-everything')}
          value={query}
          placeholder={t('ui.search-hint')}
        />
        {frame.bell !== undefined && <Bell {...frame.bell} />}
        {frame.create.length > 0 && <Menu label={t('palette.new')} icon="plus" items={frame.create} />}
        <a class="btn quiet" href={paths.office.help}>
          <Icon name="life-buoy" />
          {t('help.title')}
        </a>
        <button class="btn quiet keys-btn" type="button" popovertarget="keys">
          <Icon name="keyboard" />
          {t('ui.keys')} <kbd>?</kbd>
        </button>
      </header>
      <main id="main" class={classes(split !== true && 'owork')}>
        {notice !== undefined && <Toast notice={notice} />}
        {children}
      </main>
      <Keys frame={frame} />
      <Palette />
      <OwnChoices />
    </Document>
  );
}

/** How many is a word as well as a number: *Notices 3 unread*. */
function Bell({ href, unread }: { href: string; unread: number }) {
  const { t, path } = usePage();
  return (
    <a class="btn quiet bell" href={href} aria-current={path === href ? 'page' : undefined}>
      <Icon name="bell" />
      <span class="vh">{t('notices.title')} </span>
      <UnreadCount place={href} count={unread} />
    </a>
  );
}

function Rail({ frame }: { frame: OfficeFrame }) {
  const { t, org, viewer } = usePage();
  return (
    <nav class="rail" aria-label={t('ui.office-nav')}>
      {org !== undefined && <Logo org={org} href={frame.homeHref} />}
      <div class="groups">
        {frame.sections.map((section, at) => (
          <div key={section.title ?? at}>
            {section.title !== undefined && <h2>{section.title}</h2>}
            <ul>
              {section.items.map((item) => (
                <RailItem key={item.href} item={item} fresh={item.fresh ?? frame.fresh.get(item.href)} />
              ))}
            </ul>
          </div>
        ))}
      </div>
      {viewer !== undefined && (
        <div class="rail-foot">
          <Avatar name={viewer.name} size="s" />
          <span class="grow">
            {viewer.accountPath === undefined ? viewer.name : <a href={viewer.accountPath}>{viewer.name}</a>}
            {viewer.role !== undefined && <span class="soft block">{viewer.role}</span>}
          </span>
          <OwnChoicesButton />
          <ButtonForm action={viewer.signOutPath}>
            <button class="btn quiet icon-only" type="submit" aria-label={t('ui.sign-out')}>
              <Icon name="log-out" flip />
            </button>
          </ButtonForm>
        </div>
      )}
    </nav>
  );
}

function RailItem({ item, fresh }: { item: NavItem; fresh: number | undefined }) {
  return (
    <li>
      <a href={item.href} aria-current={item.current === true ? 'page' : undefined}>
        <Icon name={item.icon} />
        {item.label}
        {item.count !== undefined && <span class="count">{item.count}</span>}
        {fresh !== undefined && <UnreadCount place={item.href} count={fresh} />}
      </a>
    </li>
  );
}

/** What the keys do; a popover, so the button opens it without scripts. */
function Keys({ frame }: { frame: OfficeFrame }) {
  const { t } = usePage();
  const places = frame.sections.flatMap((section) => section.items);
  const keys = [
    ['Ctrl K', 'palette.keys-palette'],
    ['/', 'ui.keys-search'],
    ['j k', 'ui.keys-move'],
    ['Enter', 'ui.keys-open'],
    ['x', 'ui.keys-choose'],
    ['e', 'ui.keys-edit'],
    ['Esc', 'palette.keys-let-go'],
    ['?', 'ui.keys-help'],
  ] as const;
  return (
    <div class="keys card" id="keys" popover="auto" role="dialog" aria-labelledby="keys-title">
      <div class="sheet-head">
        <h2 id="keys-title">{t('ui.keys-title')}</h2>
        <button class="btn quiet" type="button" popovertarget="keys" popovertargetaction="hide">
          {t('ui.keys-close')}
        </button>
      </div>
      <dl class="facts">
        {keys.map(([key, word]) => (
          <div key={key} class="pair">
            <dt>
              {key.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
        {GO_KEYS.map(({ key, path }) => {
          const place = places.find(({ href }) => href === path);
          return (
            place !== undefined && (
              <div key={key} class="pair">
                <dt>
                  <kbd>g</kbd> <kbd>{key}</kbd>
                </dt>
                <dd>{t('palette.keys-go', { place: place.label })}</dd>
              </div>
            )
          );
        })}
      </dl>
      <label class="choice needs-scripts">
        <input type="checkbox" data-keys-on checked />
        <span>{t('palette.keys-on')}</span>
      </label>
      <p class="small soft no-scripts">{t('ui.keys-no-scripts')}</p>
    </div>
  );
}
