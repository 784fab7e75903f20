import { classes } from './class-names.ts';
import { usePage, type Children } from './context.tsx';
import { Icon, type IconName } from './icon.tsx';
import { ButtonLink } from './button.tsx';

/** Top of an office page: title, number, state, and the two or three actions that matter now. */
export function OfficeHead({
  title,
  lead,
  meta,
  actions,
  more,
}: {
  title: Children;
  /** Before the title: an avatar. */
  lead?: Children;
  /** After the title: chips, counts, a second line. */
  meta?: Children;
  actions?: Children;
  /** The rest, behind *More actions*. */
  more?: readonly MenuItem[] | undefined;
}) {
  const { t } = usePage();
  return (
    <div class="ohead">
      {lead}
      <h1>{title}</h1>
      {meta}
      <div class="row g8 end">
        {actions}
        {more !== undefined && more.length > 0 && (
          <Menu label={t('ui.menu-more')} icon="ellipsis" iconOnly items={more} />
        )}
      </div>
    </div>
  );
}

export interface MenuItem {
  readonly href: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
}

/** A few links behind one button; `details`, so it opens without scripts. */
export function Menu({
  label,
  icon,
  iconOnly,
  items,
}: {
  label: string;
  icon: IconName;
  iconOnly?: boolean | undefined;
  items: readonly MenuItem[];
}) {
  return (
    <details class="menu" data-menu>
      <summary class={classes('btn', iconOnly && 'icon-only')}>
        <Icon name={icon} />
        <span class={iconOnly === true ? 'vh' : undefined}>{label}</span>
      </summary>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href}>
              {item.icon !== undefined && <Icon name={item.icon} />}
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A sheet in the office with a titled edge. */
export function Panel({
  id,
  title,
  chips,
  aside,
  flush,
  children,
}: {
  id: string;
  title: Children;
  chips?: Children;
  aside?: Children;
  /** Lets a table or list reach the edges. */
  flush?: boolean | undefined;
  children: Children;
}) {
  return (
    <section class="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {chips}
        {aside !== undefined && <div class="end">{aside}</div>}
      </header>
      {flush === true ? children : <div class="in">{children}</div>}
    </section>
  );
}

/** Two columns on a desk: the work and what stands beside it. */
export function Columns({ kind, children }: { kind?: 'even' | 'form' | undefined; children: Children }) {
  return <div class={classes('cols', kind)}>{children}</div>;
}

/** Fields that belong together. */
export function FormGroup({ title, text, children }: { title: string; text?: Children; children: Children }) {
  return (
    <section class="formgroup">
      <h2>{title}</h2>
      {text !== undefined && <p class="hint">{text}</p>}
      {children}
    </section>
  );
}

/** Short fields beside one another. */
export function FieldRow({ children }: { children: Children }) {
  return <div class="two">{children}</div>;
}

/** The one button that saves, always in sight, and what saving does. */
export function Savebar({
  children,
  cancel,
  text,
  kept,
}: {
  children: Children;
  cancel?: string | undefined;
  text?: Children;
  /** The form keeps drafts: say so. */
  kept?: boolean | undefined;
}) {
  const { t } = usePage();
  return (
    <div class="savebar">
      {children}
      {cancel !== undefined && <ButtonLink href={cancel}>{t('ui.cancel')}</ButtonLink>}
      {kept === true && <span class="soft needs-scripts">{t('ui.draft-kept')}</span>}
      {text !== undefined && <span class="soft">{text}</span>}
    </div>
  );
}

/** Wide content scrolls inside itself, by keyboard too, and never widens the page. */
export function ScrollX({
  label,
  class: name,
  children,
}: {
  label: string;
  class?: string | undefined;
  children: Children;
}) {
  return (
    <section class={classes('scroll-x', name)} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
