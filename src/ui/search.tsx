import { classes } from './class-names.ts';
import { usePage } from './context.tsx';
import { Form } from './form.tsx';
import { Icon } from './icon.tsx';

export interface SearchBoxProps {
  readonly action: string;
  /** Names the box for screen readers, for example *Find in this list*. */
  readonly label: string;
  readonly id: string;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly placeholder?: string | undefined;
  /** The one box that `/` and Ctrl-K lead to. */
  readonly main?: boolean | undefined;
}

/** A box to search with; the magnifier sends it, as Enter does. */
export function SearchBox({ action, label, id, name = 'q', value, placeholder, main }: SearchBoxProps) {
  const { t } = usePage();
  return (
    <Form method="get" action={action} class={classes('search', main && 'grow')} search label={label}>
      <label class="vh" for={id}>
        {label}
      </label>
      <input
        class="input"
        id={id}
        name={name}
        type="search"
        value={value}
        placeholder={placeholder}
        data-search={main === true ? '' : undefined}
      />
      <button class="search-go" type="submit" aria-label={t('ui.search-go')}>
        <Icon name="search" />
      </button>
      {main === true && <kbd class="needs-scripts">{t('ui.search-shortcut')}</kbd>}
    </Form>
  );
}
