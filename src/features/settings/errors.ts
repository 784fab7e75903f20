import type { FieldProblem } from '../../ui/index.ts';

/** What is wrong with one field, for the line above it. */
export function errorIn(problems: readonly FieldProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.text;
}
