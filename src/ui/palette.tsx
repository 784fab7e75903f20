import { paths } from '../kernel/paths.ts';
import { usePage } from './context.tsx';
import { CommandPalette } from './elements.ts';
import { Icon } from './icon.tsx';

/** Everything from one box, by Ctrl-K. Without scripts it stays shut, and the search at the top finds the same. */
export function Palette() {
  const { t } = usePage();
  return (
    <CommandPalette src={paths.office.palette} recent={t('palette.recent')}>
      <dialog class="palette" aria-label={t('palette.palette')}>
        <div class="palette-box">
          <Icon name="search" />
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-autocomplete="list"
            aria-label={t('palette.palette')}
            placeholder={t('palette.palette-hint')}
            autoComplete="off"
            spellcheck={false}
            maxLength={100}
          />
        </div>
        <div id="palette-list" role="listbox" aria-label={t('palette.offers')} />
        <p class="vh" role="status" />
        <p class="palette-keys soft small" aria-hidden="true">
          <kbd>↑</kbd> <kbd>↓</kbd> {t('palette.move')} <kbd>Enter</kbd> {t('palette.open')} <kbd>Esc</kbd>{' '}
          {t('palette.shut')}
        </p>
      </dialog>
    </CommandPalette>
  );
}
