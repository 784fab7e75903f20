import { Chip } from '../../ui/chip.tsx';
import { usePage } from '../../ui/context.tsx';
import type { IconName } from '../../ui/icon.tsx';

const LOOK: Readonly<Record<string, { readonly tone?: 'good' | 'warn' | 'bad' | 'info'; readonly icon: IconName }>> = {
  asked: { tone: 'warn', icon: 'circle-alert' },
  making: { tone: 'info', icon: 'hourglass' },
  ready: { tone: 'good', icon: 'circle-check' },
  gone: { icon: 'clock' },
  done: { tone: 'good', icon: 'circle-check' },
  refused: { icon: 'x' },
  failed: { tone: 'bad', icon: 'triangle-alert' },
};

const STATES = ['asked', 'making', 'ready', 'gone', 'done', 'refused', 'failed'] as const;

/** How far a copy or an erasure is. */
export function RequestState({ state }: { state: string }) {
  const { t } = usePage();
  const known = STATES.find((one) => one === state) ?? 'failed';
  const { tone, icon } = LOOK[known] ?? { icon: 'circle-alert' };
  return (
    <Chip tone={tone} icon={icon}>
      {t(`personal.state-${known}`)}
    </Chip>
  );
}
