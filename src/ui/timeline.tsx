import type { Children } from './context.tsx';
import { Time } from './time.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface Step {
  readonly id: string;
  readonly icon: IconName;
  readonly title: Children;
  readonly text?: Children;
  readonly at?: Temporal.Instant | undefined;
  /** What comes next stands above the newest, hollow and grey. */
  readonly place?: 'next' | 'now' | undefined;
}

/** How it went, newest first. */
export function Timeline({
  steps,
  label,
  zone,
}: {
  steps: readonly Step[];
  label?: string | undefined;
  /** Where it happens, when that is not where the page is told. */
  zone?: string | undefined;
}) {
  return (
    <ol class="steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.id} class={step.place} aria-current={step.place === 'now' ? 'step' : undefined}>
          <span class="dot">
            <Icon name={step.icon} />
          </span>
          <b>{step.title}</b>
          <span class="soft">
            {step.at !== undefined && <Time at={step.at} zone={zone} long />}
            {step.at !== undefined && step.text !== undefined && '. '}
            {step.text}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What happened to a record, newest first: the office's end of every page. */
export function History({
  of,
}: {
  of: readonly { readonly id: string; readonly at: Temporal.Instant; readonly text: Children }[];
}) {
  return (
    <ol class="history">
      {of.map((entry) => (
        <li key={entry.id}>
          <Time at={entry.at} />
          <span>{entry.text}</span>
        </li>
      ))}
    </ol>
  );
}
