import { isWordKey, type Translate, type WordKey } from '../../words/index.ts';
import type { CellProblem } from './cells.ts';

/** What is wrong with one cell, as a sentence. */
export function problemText(t: Translate, problem: CellProblem): string {
  return t(known(`imports.bad-${problem.reason}`), problem.values);
}

/** Why an import ended before its time. */
export function reasonText(t: Translate, reason: string, values: CellProblem['values']): string {
  return t(known(`imports.reason-${reason}`), values);
}

export function fieldText(t: Translate, field: string): string {
  const shown = `imports.shown-${field}`;
  return t(isWordKey(shown) ? shown : known(`imports.field-${field}`));
}

/** "Number or External ID": the fields of which one is needed. */
export function eitherText(t: Translate, names: readonly string[]): string {
  const words = names.map((name) => `“${fieldText(t, name)}”`);
  return words.reduce((first, second) => t('imports.or', { first, second }));
}

function known(key: string): WordKey {
  if (!isWordKey(key)) throw new Error(`the catalogue has no word ${key}`);
  return key;
}
