import type { Problem } from '../../kernel/errors.ts';
import type { FieldProblem } from '../../ui/index.ts';
import { isWordKey, type Translate } from '../../words/index.ts';

/** Problems in the page's words. */
export function told(problems: readonly Problem[], t: Translate): readonly FieldProblem[] {
  return problems.map(({ field, key, values }) => ({ field, text: isWordKey(key) ? t(key, values) : key }));
}

/** What a form shows: what was typed when it came back, else what is stored. */
export type Shown = Readonly<Record<string, string>>;

/** Stored facts as the texts of their fields. */
export function asTyped(facts: Readonly<Record<string, unknown>>): Shown {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, value === null || value === undefined ? '' : String(value)]),
  );
}
