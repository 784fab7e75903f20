import { Refused } from '../../kernel/errors.ts';
import { ownPath } from '../../kernel/paths.ts';
import { MOST_AT_ONCE } from '../../ui/index.ts';
import { isWordKey, type WordKey } from '../../words/index.ts';
import type { OfficeFormVisit } from '../access/index.ts';
import { BulkConfirmPage, BulkOutcomePage, type Asking } from './bulk.page.tsx';
import type { Outcome } from './carry-out.ts';

/** Which rows are meant, and where their list is. */
export interface Chosen {
  readonly names: readonly string[];
  readonly back: string;
  /** All that fit were asked for and there are more than are done at once. */
  readonly isCut: boolean;
}

/** The rows ticked, or all that the list's address fits, never more than are done at once. @throws Refused for none */
export async function chosenIn(
  visit: OfficeFormVisit,
  field: string,
  list: string,
  thatFit: (search: string, most: number) => Promise<readonly string[]>,
): Promise<Chosen> {
  const { form } = visit;
  const asked = ownPath(form.text('back'));
  const back = asked !== null && asked.split('?')[0] === list ? asked : list;
  const all = form.has('all') ? await thatFit(back.split('?')[1] ?? '', MOST_AT_ONCE + 1) : null;
  const names = all === null ? [...new Set(form.all(field))].toSorted() : all;
  if (names.length === 0) throw new Refused('bulk.refused-none');
  return {
    names: names.slice(0, MOST_AT_ONCE),
    back,
    isCut: names.length > MOST_AT_ONCE,
  };
}

export function ask(
  visit: OfficeFormVisit,
  field: string,
  { names, back, isCut }: Chosen,
  deed: string,
  asking: Pick<Asking, 'title' | 'text' | 'deed' | 'danger' | 'action' | 'children'>,
): Response {
  const fields = [...names.map((name) => [field, name] as const), ['deed', deed] as const, ['back', back] as const];
  const cut = isCut ? ` ${visit.t('bulk.cut', { most: MOST_AT_ONCE })}` : '';
  return visit.page(
    <BulkConfirmPage frame={visit.frame} asking={{ ...asking, text: `${asking.text}${cut}`, back, fields }} />,
  );
}

/** Back to the list with a word about it, or a page that names each row that was left. */
export function tell(
  visit: OfficeFormVisit,
  { done, left }: Outcome<unknown>,
  {
    key,
    back,
    undo,
    shown,
  }: {
    key: WordKey;
    back: string;
    undo?: string | undefined;
    shown: (name: string) => { readonly name: string; readonly href: string };
  },
): Response {
  const { t } = visit;
  if (left.length === 0)
    return visit.redirect(back, { key, values: { count: done.length }, ...(undo === undefined ? {} : { undo }) });
  return visit.page(
    <BulkOutcomePage
      frame={visit.frame}
      title={t(key, { count: done.length })}
      back={back}
      left={left.map(({ name, reason }) => ({
        ...shown(name),
        reason: t(isWordKey(reason) ? reason : 'bulk.not-now'),
      }))}
    />,
  );
}
