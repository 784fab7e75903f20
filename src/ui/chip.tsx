import { classes } from './class-names.ts';
import { usePage, type Children, type Tone } from './context.tsx';
import { Icon, type IconName } from './icon.tsx';
import { stateLook, type StateKind, type StateOf } from './states.ts';

/** An icon, a word, a tint. For states use `StateChip`. */
export function Chip({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone | undefined;
  icon: IconName;
  children: Children;
}) {
  return (
    <span class={classes('chip', tone !== 'plain' && tone)}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** A state by its one look. `word` says it more exactly: *Due Friday*, *9 days overdue*. */
export function StateChip<Kind extends StateKind>({
  kind,
  state,
  word,
}: {
  kind: Kind;
  state: StateOf<Kind>;
  word?: string | undefined;
}) {
  const { t } = usePage();
  const { tone, icon, word: own } = stateLook(kind, state);
  return (
    <Chip tone={tone} icon={icon}>
      {word ?? t(own)}
    </Chip>
  );
}

/** How many. `fresh` fills it with the accent: something is waiting to be read. */
export function Count({
  of,
  label,
  fresh,
}: {
  of: number | string;
  label?: string | undefined;
  fresh?: boolean | undefined;
}) {
  return (
    <span class={classes('count', fresh && 'new')}>
      {label === undefined ? (
        of
      ) : (
        <>
          <span aria-hidden="true">{of}</span>
          <span class="vh">{label}</span>
        </>
      )}
    </span>
  );
}
