import { classes } from './class-names.ts';
import type { Children } from './context.tsx';
import { Icon, type IconName } from './icon.tsx';

interface Look {
  /** `main` at most once a screen; `danger` for what can't be undone easily. */
  readonly kind?: 'main' | 'plain' | 'quiet' | 'danger' | undefined;
  readonly wide?: boolean | undefined;
  readonly icon?: IconName | undefined;
  /** Draws the icon alone and gives this as its name. */
  readonly iconOnly?: string | undefined;
  readonly class?: string | undefined;
  /** A verb and its object: *Pay £40.00*. */
  readonly children?: Children;
}

interface ButtonProps extends Look {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: 'submit' | 'button' | undefined;
  readonly formAction?: string | undefined;
  /** Sends a form that stands elsewhere on the page, by that form's id. */
  readonly form?: string | undefined;
  /** The word while it works, for example *Paying £40.00*. */
  readonly busy?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Id of the text that says why it is disabled, or what will happen. */
  readonly describedBy?: string | undefined;
}

export function Button({
  type = 'submit',
  busy,
  describedBy,
  formAction,
  form,
  name,
  value,
  disabled,
  ...look
}: ButtonProps) {
  return (
    <button
      class={lookOf(look)}
      type={type}
      name={name}
      value={value}
      form={form}
      formAction={formAction}
      disabled={disabled}
      data-busy={busy}
      aria-describedby={describedBy}
      aria-label={look.iconOnly}
    >
      <Inside {...look} />
    </button>
  );
}

interface ButtonLinkProps extends Look {
  readonly href: string;
  readonly download?: boolean | undefined;
  readonly current?: boolean | undefined;
  readonly rel?: string | undefined;
  /** Where the key `e` leads: at most one on a page. */
  readonly edits?: boolean | undefined;
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ href, download, current, rel, edits, ...look }: ButtonLinkProps) {
  return (
    <a
      class={lookOf(look)}
      href={href}
      rel={rel}
      download={download === true ? '' : undefined}
      aria-current={current === true ? 'page' : undefined}
      data-edit={edits === true ? '' : undefined}
      aria-label={look.iconOnly}
    >
      <Inside {...look} />
    </a>
  );
}

function lookOf({ kind = 'plain', wide, iconOnly, class: extra }: Look): string {
  return classes('btn', kind !== 'plain' && kind, wide && 'wide', iconOnly !== undefined && 'icon-only', extra);
}

function Inside({ icon, iconOnly, children }: Look) {
  return (
    <>
      {icon !== undefined && <Icon name={icon} />}
      {iconOnly === undefined && children}
    </>
  );
}
