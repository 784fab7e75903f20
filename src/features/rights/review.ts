import { AREAS, CHOICES, type Area, type Layer, type StoredChoices } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import type { OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { knownChoices, readChoices, type LayerChoices } from '../permissions/index.ts';
import { changeOf, effectsOf, type Effects, type LayerChange, type Moment } from './effects.ts';

/** One layer as it is stored, and how to write it. Asked for twice: to show what would happen, and to do it. */
export interface ReviewedLayer {
  readonly layer: Layer;
  readonly of: LayerChange['of'];
  readonly stored: StoredChoices;
  save(tx: Tx, next: LayerChoices): Promise<void>;
}

/** What came of a form: nothing differs, a list to look at first, the form again (*Back*), or it is done. */
export type Reviewed =
  | { readonly kind: 'same' }
  | { readonly kind: 'back' }
  /** `again`: something changed between the list and the press of *Save*, so it is shown anew. */
  | { readonly kind: 'list'; readonly effects: Effects; readonly again: boolean }
  | { readonly kind: 'saved' };

/** The fields with which a list is answered. */
export const STEP = 'step';
export const SEEN = 'seen';

/**
 * A form about one layer. First it is answered with who gains and who loses what; sent again with *Save*, it is carried
 * out if that list still holds. `find` reads the layer; with `lock` it also locks the layer and those above it, so that
 * the list that is compared is the list that comes true. @throws Invalid for answers that aren't on offer
 */
export async function reviewLayer(
  visit: OfficeFormVisit,
  find: (tx: Tx, lock: boolean) => Promise<ReviewedLayer>,
): Promise<Reviewed> {
  const { form, actor } = visit;
  const step = form.text(STEP);
  if (step === 'back') return { kind: 'back' };
  const moment = momentOf(visit);
  if (step !== 'save') {
    return visit.read(async (tx) => {
      const { change } = wished(form, await find(tx, false));
      return change === null
        ? { kind: 'same' }
        : { kind: 'list', effects: await effectsOf(tx, actor, change, moment), again: false };
    });
  }
  return visit.write(async (tx) => {
    const layer = await find(tx, true);
    const { change, next } = wished(form, layer);
    if (change === null) return { kind: 'same' };
    const effects = await effectsOf(tx, actor, change, moment);
    if (effects.fingerprint !== form.text(SEEN)) return { kind: 'list', effects, again: true };
    await layer.save(tx, next);
    return { kind: 'saved' };
  });
}

/** What a form wants of a layer. */
export function wished(form: Pick<TypedForm, 'has' | 'text'>, { layer, of, stored }: Omit<ReviewedLayer, 'save'>) {
  const [next, had] = [readChoices(form, stored), knownChoices(stored)];
  // Behind the org there is nobody: where it chose nothing, *closed* is what holds already.
  const isNew = (area: Area) => layer !== 'org' || had[area] !== undefined || next[area] !== CHOICES[area][0];
  const chosen: LayerChoices = Object.fromEntries(
    AREAS.filter((area) => next[area] !== undefined && isNew(area)).map((area) => [area, next[area]]),
  );
  return { next: chosen, change: changeOf(layer, of, stored, chosen) };
}

export function momentOf({ now, org }: Pick<OfficeVisit, 'now' | 'org'>): Moment {
  return { now, today: now.toZonedDateTimeISO(org.time_zone).toPlainDate() };
}

/** An address's query as a form, for the file that holds the whole list. */
export function queryForm(query: Readonly<Record<string, string>>): Pick<TypedForm, 'has' | 'text'> {
  return { has: (name) => Object.hasOwn(query, name), text: (name) => query[name] ?? '' };
}

/** Keeps the org's choices as they are until the transaction ends: those of customers and contacts rest on them. */
export async function holdOrg(tx: Tx, orgId: string): Promise<void> {
  await tx.selectFrom('orgs').select('id').where('id', '=', orgId).forShare().execute();
}
