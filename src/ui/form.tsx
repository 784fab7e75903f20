import { usePage, type Children } from './context.tsx';
import { Icon } from './icon.tsx';

interface FormProps {
  readonly action: string;
  /** `get` for searches and filters; everything that changes something is a post. */
  readonly method?: 'post' | 'get' | undefined;
  readonly files?: boolean | undefined;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
  readonly label?: string | undefined;
  readonly search?: boolean | undefined;
  /** Office forms: keep unsaved changes on this computer under this name. */
  readonly keep?: string | undefined;
  /** Sent by script where there is one: the ids of what is drawn anew from the answer, with spaces between. */
  readonly sends?: string | undefined;
  readonly children: Children;
}

/**
 * A form of ours. A post carries the session's token and is sent once, however often the button is pressed.
 * The browser's own bubbles are off: our errors say how to mend it, next to the field and in a summary.
 */
export function Form({
  action,
  method = 'post',
  files,
  id,
  class: name,
  label,
  search,
  keep,
  sends,
  children,
}: FormProps) {
  const { csrf } = usePage();
  const writes = method === 'post';
  return (
    <form
      action={action}
      method={method}
      id={id}
      class={name}
      role={search === true ? 'search' : undefined}
      aria-label={label}
      encType={files === true ? 'multipart/form-data' : undefined}
      noValidate={writes}
      data-once={writes ? '' : undefined}
      data-keep={keep}
      data-sends={sends}
    >
      {writes && <input type="hidden" name="csrf" value={csrf} />}
      {keep !== undefined && <DraftNote />}
      {children}
    </form>
  );
}

/** Shown by the script that keeps drafts, when it filled the form with one. */
function DraftNote() {
  const { t } = usePage();
  return (
    <div class="banner" data-draft-note hidden>
      <Icon name="info" />
      <div class="grow">{t('ui.draft-found')}</div>
      <button class="btn" type="button">
        {t('ui.draft-drop')}
      </button>
    </div>
  );
}

/** One button that posts, with hidden values: sign out, undo, disable. */
export function ButtonForm({
  action,
  fields,
  class: name,
  children,
}: {
  action: string;
  fields?: Readonly<Record<string, string>> | undefined;
  class?: string | undefined;
  children: Children;
}) {
  return (
    <Form action={action} class={name}>
      {fields !== undefined &&
        Object.entries(fields).map(([field, value]) => <input key={field} type="hidden" name={field} value={value} />)}
      {children}
    </Form>
  );
}
