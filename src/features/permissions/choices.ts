import { Invalid, type Problem } from '../../kernel/errors.ts';
import { AREAS, CHOICES, choiceIn, type Area, type StoredChoices } from '../../kernel/permissions.ts';
import type { TypedForm } from '../../platform/http/index.ts';

/** One layer's own choices: what is stored in its `permissions` column. */
export type LayerChoices = Readonly<Partial<Record<Area, string>>>;

/** The stored choices from the org inwards, as far as a page is about. */
export interface Layers {
  readonly org: StoredChoices;
  readonly customer?: StoredChoices;
  readonly contact?: StoredChoices;
}

/** The answer of a form's field that leaves the choice to the layer above. */
export const INHERIT = 'inherit';

/** The form field of an area. */
export function choiceField(area: Area): string {
  return `may-${area}`;
}

/** A stored layer without what this version doesn't know. */
export function knownChoices(stored: StoredChoices): LayerChoices {
  return Object.fromEntries(
    AREAS.map((area) => [area, choiceIn(stored, area)] as const).filter((entry) => entry[1] !== null),
  );
}

/**
 * What a form says about one layer. Only known areas and choices come in; *inherit* takes the choice out; an area the
 * form doesn't have keeps its choice. @throws Invalid for an answer that isn't on the list
 */
export function readChoices(form: Pick<TypedForm, 'has' | 'text'>, stored: StoredChoices): LayerChoices {
  const problems: Problem[] = [];
  const next: Partial<Record<Area, string>> = { ...knownChoices(stored) };
  for (const area of AREAS) {
    const field = choiceField(area);
    if (!form.has(field)) continue;
    const typed = form.text(field);
    const choices: readonly string[] = CHOICES[area];
    if (typed === INHERIT) delete next[area];
    else if (choices.includes(typed)) next[area] = typed;
    else problems.push({ field, key: 'permissions.unknown-choice', values: { area } });
  }
  if (problems.length > 0) throw new Invalid(problems);
  return next;
}

/** Who changed what from what to what, as an event keeps it: area → "from > to". Empty when nothing changed. */
export function choiceChanges(before: StoredChoices, after: LayerChoices): Readonly<Record<string, string>> {
  const was = knownChoices(before);
  return Object.fromEntries(
    AREAS.filter((area) => was[area] !== after[area]).map((area) => [
      area,
      `${was[area] ?? INHERIT} > ${after[area] ?? INHERIT}`,
    ]),
  );
}
