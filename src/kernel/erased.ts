/**
 * Stands where the name or the words of somebody erased were, in the database and in no language. Pages and papers show
 * the reader's word for it (`ui.erased`).
 */
export const ERASED = '␡';

/** A name for people, outside pages: the reader's word where it was erased. */
export function nameOr(name: string, erased: string): string {
  return name === ERASED ? erased : name;
}
