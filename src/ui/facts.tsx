import { Fragment } from 'preact';
import { classes } from './class-names.ts';
import { usePage, type Children } from './context.tsx';
import { formatMoney } from './format.ts';
import type { Money } from '../kernel/money.ts';

export interface Fact {
  readonly label: string;
  readonly value: Children;
  /** Digits of one width. */
  readonly num?: boolean | undefined;
}

type Facts = readonly (Fact | false | null | undefined)[];

function present(facts: Facts): readonly Fact[] {
  return facts.filter((fact): fact is Fact => fact !== false && fact !== null && fact !== undefined);
}

/** Name and value, one pair a line. What is `false` or missing is left out. */
export function Facts({ of }: { of: Facts }) {
  return (
    <dl class="facts">
      {present(of).map((fact) => (
        <Fragment key={fact.label}>
          <dt>{fact.label}</dt>
          <dd class={fact.num === true ? 'num' : undefined}>{fact.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** The facts of a record, several to a row. */
export function FactGrid({ of }: { of: Facts }) {
  return (
    <dl class="factgrid">
      {present(of).map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd class={fact.num === true ? 'num' : undefined}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Sums under a document; the one marked `sum` closes it. */
export function Totals({
  of,
}: {
  of: readonly { readonly label: string; readonly amount: Money; readonly sum?: boolean | undefined }[];
}) {
  const { locale } = usePage();
  return (
    <dl class="totals">
      {of.map(({ label, amount, sum }) => (
        <Fragment key={label}>
          <dt class={classes(sum && 'sum') || undefined}>{label}</dt>
          <dd class={classes(sum && 'sum') || undefined}>{formatMoney(amount, locale)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** An amount in the page's language. */
export function Amount({ of }: { of: Money }) {
  const { locale } = usePage();
  return <span class="num nowrap">{formatMoney(of, locale)}</span>;
}
