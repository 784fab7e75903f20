import { classes } from './class-names.ts';
import type { Children } from './context.tsx';
import { Icon } from './icon.tsx';

/** The sentence the visitor came for. Opens every portal page. */
export function Answer({
  title,
  text,
  back,
  above,
  children,
  id,
}: {
  title: Children;
  text?: Children;
  back?: { readonly href: string; readonly label: string } | undefined;
  /** Chips and names between the way back and the sentence. */
  above?: Children;
  /** Buttons: one `main` at most. */
  children?: Children;
  id?: string | undefined;
}) {
  return (
    <div class="answer">
      {back !== undefined && (
        <p>
          <BackLink {...back} />
        </p>
      )}
      {above !== undefined && <div class="row g8">{above}</div>}
      <h1 id={id}>{title}</h1>
      {text !== undefined && <p class="soft mid">{text}</p>}
      {children !== undefined && <div class="row">{children}</div>}
    </div>
  );
}

export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <a class="back" href={href}>
      <Icon name="chevron-left" flip />
      {label}
    </a>
  );
}

/** A titled part of a page; `card` lays it on a sheet of its own, `flush` lets lists reach its edges. */
export function Section({
  id,
  title,
  titleHidden,
  aside,
  card,
  class: name,
  children,
}: {
  id: string;
  title: Children;
  titleHidden?: boolean | undefined;
  /** At the far end of the title: a link or a count. */
  aside?: Children;
  card?: boolean | undefined;
  class?: string | undefined;
  children: Children;
}) {
  const heading = (
    <h2 id={id} class={titleHidden === true ? 'vh' : undefined}>
      {title}
    </h2>
  );
  return (
    <section aria-labelledby={id} class={classes(card && 'card', name) || undefined}>
      {titleHidden === true ? (
        heading
      ) : (
        <div class="sheet-head">
          {heading}
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** One sheet of paper. Never inside another. */
export function Card({
  flush,
  class: name,
  children,
}: {
  flush?: boolean | undefined;
  class?: string | undefined;
  children: Children;
}) {
  return <div class={classes('card', flush && 'flush', name)}>{children}</div>;
}

/** Things under one another, with the named gap. */
export function Stack({ gap, children }: { gap?: 4 | 8 | 12 | 24 | 32 | 48 | undefined; children: Children }) {
  return <div class={classes('stack', gap !== undefined && `g${gap}`)}>{children}</div>;
}

/** Things beside one another, wrapping. */
export function Row({
  gap,
  between,
  children,
}: {
  gap?: 4 | 8 | 12 | 24 | undefined;
  between?: boolean | undefined;
  children: Children;
}) {
  return <div class={classes('row', gap !== undefined && `g${gap}`, between && 'between')}>{children}</div>;
}
