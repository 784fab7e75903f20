import { classes } from './class-names.ts';
import type { Children } from './context.tsx';
import { Icon, type IconName } from './icon.tsx';

/** Rows divided by hairlines. */
export function Lines({
  boxed,
  class: name,
  children,
}: {
  boxed?: boolean | undefined;
  class?: string | undefined;
  children: Children;
}) {
  return <ul class={classes('lines', boxed && 'boxed', name)}>{children}</ul>;
}

/** A row that is one link: something at the start, a name, a second line, an arrow. */
export function GoLink({
  href,
  start,
  title,
  text,
  end,
  icon,
}: {
  href: string;
  start?: Children;
  title: Children;
  text?: Children;
  end?: Children;
  icon?: IconName | undefined;
}) {
  return (
    <a class="go" href={href}>
      {start}
      {icon !== undefined && <Icon name={icon} class="soft" />}
      <span class="grow">
        <b>{title}</b>
        {text !== undefined && (
          <>
            <br />
            <span class="mid soft">{text}</span>
          </>
        )}
      </span>
      {end}
      <Icon name="chevron-right" flip />
    </a>
  );
}

/** Something for the reader to do: what, why, and the one button that does it. */
export function Todo({
  icon,
  title,
  text,
  action,
}: {
  icon: IconName;
  title: Children;
  text?: Children;
  action: Children;
}) {
  return (
    <li>
      <Icon name={icon} />
      <div>
        <b>{title}</b>
        {text !== undefined && (
          <>
            <br />
            <span class="mid soft">{text}</span>
          </>
        )}
      </div>
      {action}
    </li>
  );
}

/** Office: what needs doing, one line each. */
export function Needs({
  of,
}: {
  of: readonly {
    readonly id: string;
    readonly icon: IconName;
    readonly tone?: 'warn' | 'bad' | undefined;
    readonly text: Children;
    /** A second line: why, or what follows. */
    readonly detail?: Children;
    readonly when?: Children;
    readonly action: Children;
  }[];
}) {
  return (
    <ul class="needs">
      {of.map((need) => (
        <li key={need.id}>
          <Icon name={need.icon} class={need.tone} />
          <span>
            <b>{need.text}</b>
            {need.detail !== undefined && <span class="soft block">{need.detail}</span>}
          </span>
          <span class="when">{need.when}</span>
          {need.action}
        </li>
      ))}
    </ul>
  );
}

export interface FoundGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly {
    readonly href: string;
    readonly icon: IconName;
    readonly title: Children;
    readonly text?: Children;
    readonly end?: Children;
  }[];
}

/** What a search found, by kind. */
export function SearchResults({ groups }: { groups: readonly FoundGroup[] }) {
  return (
    <div class="stack g24">
      {groups
        .filter((group) => group.items.length > 0)
        .map((group) => (
          <section key={group.id} class="panel" aria-labelledby={group.id}>
            <header>
              <h2 id={group.id}>{group.title}</h2>
              <span class="count">{group.items.length}</span>
            </header>
            <ul class="found">
              {group.items.map((item) => (
                <li key={item.href}>
                  <a href={item.href} data-row>
                    <Icon name={item.icon} />
                    <span class="grow">
                      <b>{item.title}</b>
                      {item.text !== undefined && <span class="soft"> {item.text}</span>}
                    </span>
                    {item.end !== undefined && <span class="soft num">{item.end}</span>}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}
