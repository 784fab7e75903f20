import { AREAS, choiceIn, type Area, type Choice, type Layer } from '../../kernel/permissions.ts';
import { isWordKey, type Translate } from '../../words/index.ts';

/** An area as people call it. */
export function areaWord(area: Area, t: Translate): string {
  return t(`permissions.area-${area}`);
}

/** A choice in words. An area may say it better than the others do ("May come in" rather than "Yes"). */
export function choiceWord<A extends Area>(area: A, choice: Choice<A>, t: Translate): string {
  const own = `permissions.choice-${area}-${choice}`;
  return isWordKey(own) ? t(own) : t(`permissions.choice-${choice}`);
}

/** What stands below an area's name, where its name isn't enough. */
export function areaHint(area: Area, t: Translate): string | undefined {
  const key = `permissions.hint-${area}`;
  return isWordKey(key) ? t(key) : undefined;
}

export function layerWord(from: Layer | null, t: Translate): string {
  return t(`permissions.layer-${from ?? 'none'}`);
}

/** The changes an event keeps (area → "from > to"), in words: *Jobs: Not shown → View all*. */
export function changeWords(data: Readonly<Record<string, unknown>>, t: Translate): string {
  const choice = (area: Area, text: string | undefined) => {
    const known = choiceIn({ [area]: text }, area);
    return known === null ? t('permissions.left-above') : choiceWord(area, known, t);
  };
  return AREAS.flatMap((area) => {
    const change = data[area];
    if (typeof change !== 'string') return [];
    const [from, to] = change.split(' > ');
    return [t('permissions.change', { area: areaWord(area, t), from: choice(area, from), to: choice(area, to) })];
  }).join('; ');
}
