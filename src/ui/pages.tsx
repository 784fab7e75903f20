import { usePage, type Children } from './context.tsx';
import { Icon } from './icon.tsx';

/** Newer and older, by cursor: no page numbers, because nobody counts a million rows to draw them. */
export function Pages({
  newer,
  older,
  shown,
  label,
  children,
}: {
  newer?: string | undefined;
  older?: string | undefined;
  /** What is on this page, for example *1–20 of 412*. */
  shown?: Children;
  label?: string | undefined;
  /** At the end: an export, or which keys move. */
  children?: Children;
}) {
  const { t } = usePage();
  if (newer === undefined && older === undefined && shown === undefined && children === undefined) return null;
  return (
    <nav class="pages" aria-label={label ?? t('ui.pages')}>
      <span class="soft">{shown}</span>
      <span class="row">
        {newer !== undefined && (
          <a class="btn quiet" rel="prev" href={newer}>
            <Icon name="chevron-left" flip />
            {t('ui.pages-newer')}
          </a>
        )}
        {older !== undefined && (
          <a class="btn quiet" rel="next" href={older}>
            {t('ui.pages-older')}
            <Icon name="chevron-right" flip />
          </a>
        )}
      </span>
      {children}
    </nav>
  );
}
