import type { StaffActor } from '../../kernel/actor.ts';
import { nameOr } from '../../kernel/erased.ts';
import { byteOrderMark, csvLine } from '../../platform/csv/index.ts';
import type { Database } from '../../platform/db/index.ts';
import type { Translate } from '../../words/index.ts';
import { affectedName, effectWords } from './effect-words.ts';
import { affectedBy, type Affected, type LayerChange, type Moment } from './effects.ts';

/** Read at once: a stretch fits in memory however many there are. */
const AT_ONCE = 10_000;

/** Everybody who gains or loses something, as a file, made as it is taken. */
export async function* effectsFile(
  db: Database,
  actor: StaffActor,
  change: LayerChange | null,
  moment: Moment,
  t: Translate,
): AsyncGenerator<string> {
  const head = [
    'rights.file-number',
    'rights.file-customer',
    'rights.file-who',
    'rights.gains',
    'rights.loses',
  ] as const;
  yield (
    byteOrderMark +
    csvLine(
      head.map((key) => t(key)),
      ',',
    )
  );
  if (change === null) return;
  for (let after: Affected | undefined; ;) {
    const people = await db.inReadScope(actor, (tx) => affectedBy(tx, actor, change, moment, { most: AT_ONCE, after }));
    yield people.map((person) => csvLine(cellsOf(person, t), ',')).join('');
    after = people.at(-1);
    if (people.length < AT_ONCE) return;
  }
}

function cellsOf(person: Affected, t: Translate): string[] {
  const { gains, loses } = effectWords(person, t);
  return [person.customer_number, nameOr(person.customer_name, t('ui.erased')), affectedName(person, t), gains, loses];
}
