import { h } from 'preact';
import { usePage, type Children } from './context.tsx';

/**
 * A part of the page that is drawn anew when the server says that it changed. Without scripts, and while the line is
 * down, the page is as it was when it was asked for: then a link to ask again stands above it.
 */
export function LiveRegion({ id, stream, children }: { id: string; stream: string; children: Children }) {
  const { t, path } = usePage();
  return (
    <>
      <p class="live-off mid" id={`${id}-off`} role="status" hidden>
        {t('ui.live-off')} <a href={path}>{t('ui.live-again')}</a>
      </p>
      {h('live-region', { id, stream, class: 'stack' }, children)}
    </>
  );
}
