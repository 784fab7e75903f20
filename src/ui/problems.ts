import type { Problem } from '../kernel/errors.ts';
import { isWordKey, type Translate } from '../words/index.ts';
import type { FieldProblem } from './errors.tsx';

/** What is wrong with a form, in words, for `ErrorSummary`. */
export function problemTexts(problems: readonly Problem[], t: Translate): readonly FieldProblem[] {
  return problems.map(({ field, key, values }) => ({ field, text: isWordKey(key) ? t(key, values) : key }));
}

/** The error of one field, for its control. */
export function problemOf(problems: readonly FieldProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.text;
}
