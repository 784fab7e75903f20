import { Chip, usePage, type IconName, type Tone } from '../../ui/index.ts';
import type { WordKey } from '../../words/index.ts';
import { isAlive, type ImportRecord } from './import.ts';

export type ShownState = 'mapping' | 'checking' | 'checked' | 'running' | 'stalled' | 'done' | 'refused' | 'failed';

/** The state as it is shown: a run that nothing has been heard of is interrupted. */
export function shownState(row: ImportRecord, now: Temporal.Instant): ShownState {
  switch (row.state) {
    case 'running':
    case 'checking':
      return isAlive(row, now) ? row.state : 'stalled';
    case 'mapping':
    case 'checked':
    case 'done':
    case 'refused':
    case 'failed':
      return row.state;
    default:
      throw new Error(`the table holds a state that the code does not know: ${row.state}`);
  }
}

const looks: Readonly<Record<ShownState, { tone: Tone; icon: IconName; word: WordKey }>> = {
  mapping: { tone: 'plain', icon: 'columns-3', word: 'imports.state-mapping' },
  checking: { tone: 'info', icon: 'hourglass', word: 'imports.state-checking' },
  checked: { tone: 'info', icon: 'clipboard-check', word: 'imports.state-checked' },
  running: { tone: 'info', icon: 'hourglass', word: 'imports.state-running' },
  stalled: { tone: 'warn', icon: 'circle-pause', word: 'imports.state-stalled' },
  done: { tone: 'good', icon: 'circle-check', word: 'imports.state-done' },
  refused: { tone: 'bad', icon: 'circle-x', word: 'imports.state-refused' },
  failed: { tone: 'bad', icon: 'circle-alert', word: 'imports.state-failed' },
};

export function ImportState({ row }: { row: ImportRecord }) {
  const { t, now } = usePage();
  const { tone, icon, word } = looks[shownState(row, now)];
  return (
    <Chip tone={tone} icon={icon}>
      {t(word)}
    </Chip>
  );
}
