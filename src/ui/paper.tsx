import type { Money } from '../kernel/money.ts';
import { usePage, type Children } from './context.tsx';
import { Facts, Totals, type Fact } from './facts.tsx';
import { formatMoney } from './format.ts';

export interface PaperLine {
  readonly id: string;
  readonly text: Children;
  /** Below the line: who, when, how many at what price. */
  readonly detail?: Children;
  readonly amount: Money;
}

export interface PaperProps {
  readonly title: string;
  readonly state?: Children;
  readonly actions?: Children;
  readonly toLabel: string;
  /** Name and address, one line each. */
  readonly to: readonly string[];
  readonly facts: readonly (Fact | false | null | undefined)[];
  readonly lineTitle: string;
  readonly amountTitle: string;
  readonly lines: readonly PaperLine[];
  readonly totals: readonly { readonly label: string; readonly amount: Money; readonly sum?: boolean | undefined }[];
  readonly note?: Children;
  readonly smallPrint?: Children;
}

/** A document as a sheet of paper: an invoice on the screen, and the same when it is printed. */
export function Paper(props: PaperProps) {
  return (
    <article class="card doc" aria-labelledby="paper-title">
      <PaperHead {...props} />
      <PaperLines {...props} />
      <Totals of={props.totals} />
      {props.note !== undefined && <p class="mid">{props.note}</p>}
      {props.smallPrint !== undefined && <p class="small soft">{props.smallPrint}</p>}
    </article>
  );
}

function PaperHead({ title, state, actions, toLabel, to, facts }: PaperProps) {
  return (
    <>
      <div class="doc-head">
        <div class="stack g8">
          <h2 id="paper-title">{title}</h2>
          {state !== undefined && <div>{state}</div>}
        </div>
        {actions !== undefined && <div class="row g8 noprint">{actions}</div>}
      </div>
      <div class="doc-head">
        <address>
          <span class="soft small">{toLabel}</span>
          {to.map((line) => (
            <span key={line} class="block">
              {line}
            </span>
          ))}
        </address>
        <Facts of={facts} />
      </div>
    </>
  );
}

function PaperLines({ lineTitle, amountTitle, lines }: PaperProps) {
  const { locale } = usePage();
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{lineTitle}</th>
          <th scope="col" class="money">
            {amountTitle}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>
              {line.text}
              {line.detail !== undefined && <span class="small soft block">{line.detail}</span>}
            </td>
            <td class="money">{formatMoney(line.amount, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A money page: what to do first on a phone, beside the paper on a desk. */
export function PaperPage({ side, children }: { side: Children; children: Children }) {
  return (
    <div class="paper">
      <div class="paper-side">{side}</div>
      {children}
    </div>
  );
}
