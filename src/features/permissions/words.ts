import type { Area, Choice, Layer } from '../../kernel/permissions.ts';
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
