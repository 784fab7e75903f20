import type { Problem } from '../../kernel/errors.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import { isCorners, isFont, isHex, nearestAccent, themeProblems } from '../../ui/index.ts';
import type { OrgLook } from '../orgs/index.ts';

/** What was typed, and what is wrong with it. */
export function readLook(form: TypedForm): { typed: OrgLook; problems: readonly Problem[] } {
  // Offered in place of one that was refused, and taken by a button of its own.
  const colour = (form.text('nearest') || form.text('accent')).toLowerCase();
  const typed = {
    accent: /^[0-9a-f]{6}$/.test(colour) ? `#${colour}` : colour,
    font: form.text('font'),
    corners: form.text('corners'),
    portal_scheme: form.text('portal_scheme'),
  };
  const wrong = (field: keyof OrgLook, isKnown: boolean): Problem[] =>
    isKnown ? [] : [{ field, key: 'settings.not-a-choice' }];
  return {
    typed,
    problems: [
      ...problemsOfAccent(typed.accent),
      ...wrong('font', isFont(typed.font)),
      ...wrong('corners', isCorners(typed.corners)),
      ...wrong('portal_scheme', typed.portal_scheme === 'visitor' || typed.portal_scheme === 'light'),
    ],
  };
}

function problemsOfAccent(accent: string): readonly Problem[] {
  const nearest = isHex(accent) ? nearestAccent(accent) : '';
  return themeProblems(accent).map((key) => ({ field: 'accent', key, values: { nearest } }));
}
