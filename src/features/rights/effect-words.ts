import { AREAS, choiceIn, type Area } from '../../kernel/permissions.ts';
import type { Translate } from '../../words/index.ts';
import { gainOrLoss, type Affected } from './effects.ts';
import { areaWord, choiceWord } from '../permissions/index.ts';

/** What somebody gains and what they lose, each as a list of areas in words: *Jobs (view own → view all)*. */
export function effectWords({ changes }: Affected, t: Translate): { gains: string; loses: string } {
  const gains: string[] = [];
  const loses: string[] = [];
  for (const area of AREAS) {
    const change = changes[area];
    if (change === undefined) continue;
    const { from, to, ...effect } = gainOrLoss(area, change);
    const text = changeText(area, from, to, t);
    if (effect.gains) gains.push(text);
    if (effect.loses) loses.push(text);
  }
  return { gains: gains.join(', '), loses: loses.join(', ') };
}

/** What is lost whole is named alone, what is new with how much of it, and what is in between with both. */
function changeText(area: Area, from: string, to: string, t: Translate): string {
  const word = (choice: string) => {
    const known = choiceIn({ [area]: choice }, area);
    return known === null ? choice : choiceWord(area, known, t);
  };
  const closed = (choice: string) => choice === 'none' || choice === 'no';
  const name = areaWord(area, t);
  if (closed(to)) return name;
  if (closed(from)) return to === 'yes' ? name : t('rights.gained', { area: name, choice: word(to) });
  return t('rights.changed', { area: name, from: word(from), to: word(to) });
}

/** Who it is: a person's name, or the link of a customer that names nobody. */
export function affectedName(person: Affected, t: Translate): string {
  if (person.kind === 'link') return t('rights.link-of', { customer: person.customer_name });
  return person.name ?? t('contacts.unnamed');
}
