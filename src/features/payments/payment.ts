import type { Selectable } from 'kysely';
import type { Payments } from '../../../db/types.ts';

export type Payment = Selectable<Payments>;

export const METHODS = ['transfer', 'card', 'cash', 'cheque', 'direct_debit', 'other'] as const;
export type Method = (typeof METHODS)[number];

export function isMethod(text: string): text is Method {
  return METHODS.some((method) => method === text);
}
