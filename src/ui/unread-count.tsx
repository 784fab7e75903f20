import { usePage, type Translate } from './context.tsx';

/** Nobody counts on from here. */
const MOST = 100;

/** A number of unread things, drawn and read out; both are empty for none. */
export function unreadWords(count: number, t: Translate): { readonly shown: string; readonly words: string } {
  if (count <= 0) return { shown: '', words: '' };
  return { shown: count >= MOST ? t('ui.most-unread') : String(count), words: t('ui.unread', { count }) };
}

/** How many unread things are behind a place. Hidden while there are none, so that it can count up on an open page. */
export function UnreadCount({ place, count }: { place: string; count: number }) {
  const { t } = usePage();
  const { shown, words } = unreadWords(count, t);
  return (
    <span class="count new" data-count={place} hidden={shown === ''}>
      <span aria-hidden="true">{shown}</span>
      <span class="vh">{words}</span>
    </span>
  );
}
