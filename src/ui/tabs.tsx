import { usePage, type Children } from './context.tsx';
import { Count } from './chip.tsx';
import { classes } from './class-names.ts';

export interface Tab {
  readonly href: string;
  readonly label: Children;
  readonly count?: number | undefined;
  readonly current: boolean;
}

/** More than these go on in a second line on a phone, where the present one would be out of sight. */
const MOST_IN_ONE_LINE = 6;

/** Parts of a record, each a page of its own: real links. */
export function Tabs({ of, label }: { of: readonly Tab[]; label?: string | undefined }) {
  const { t } = usePage();
  return (
    <nav class={classes('tabs', of.length > MOST_IN_ONE_LINE && 'many')} aria-label={label ?? t('ui.record')}>
      {of.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <Count of={tab.count} />}
        </a>
      ))}
    </nav>
  );
}
