import { z } from 'zod';
import type { ImportRecord } from './import.ts';

const problemShape = z.object({
  column: z.string().nullable(),
  reason: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
const previewShape = z.array(
  z.object({
    row: z.number(),
    outcome: z.enum(['new', 'updated', 'unchanged', 'bad']),
    shown: z.array(z.object({ field: z.string(), value: z.string() })),
    problems: z.array(problemShape),
  }),
);

/** The preview as it was stored. */
export function previewIn(row: ImportRecord) {
  return previewShape.parse(row.preview);
}

/** What fills the words of a stored reason. */
export function valuesIn(json: unknown): Record<string, string | number> {
  return z.record(z.string(), z.union([z.string(), z.number()])).parse(json);
}
