import { classes } from './class-names.ts';
import type { Children } from './context.tsx';
import { Icon, type IconName } from './icon.tsx';

/** What will be here, and the one way to fill it. Also for nothing found, too many, and failed. */
export function Empty({
  icon,
  title,
  text,
  card = true,
  children,
}: {
  icon: IconName;
  title: string;
  text?: Children;
  card?: boolean | undefined;
  children?: Children;
}) {
  return (
    <div class={classes(card && 'card', 'empty')}>
      <Icon name={icon} />
      <h3>{title}</h3>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}

/** Only for work that outlives a request: says so in words, with its length. */
export function Wait({ children }: { children: Children }) {
  return (
    <p class="wait" role="status">
      <Icon name="hourglass" />
      {children}
    </p>
  );
}
