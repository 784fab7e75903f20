import { paths } from '../kernel/paths.ts';
import { usePage } from './context.tsx';
import { CommandPalette } from './elements.ts';
import { Icon } from './icon.tsx';

/** Everything from one box, by Ctrl-K. Without scripts it stays shut, and the search at the top finds the same. */
export function Palette() {
  const { t } = usePage();
  return (
    <CommandPalette src={paths.office.palette} recent={t('search.recent')}>
      <dialog class="palette" aria-label={t('search.palette')}>
        <div class="palette-box">
          <Icon name="search" />
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-autocomplete="list"
            aria-label={t('search.palette')}
            placeholder={t('search.palette-hint')}
            autoComplete="off"
            spellcheck={false}
            maxLength={100}
          />
        </div>
        <div id="palette-list" role="listbox" aria-label={t('search.offers')} />
        <p class="vh" role="status" />
        <p class="palette-keys soft small" aria-hidden="true">
          <kbd>↑</kbd> <kbd>↓</kbd> {t('search.keys-move')} <kbd>Enter</kbd> {t('search.keys-open')} <kbd>Esc</kbd>{' '}
          {t('search.keys-shut')}
        </p>
      </dialog>
    </CommandPalette>
  );
}
