/**
 * Keeps what was typed into a form on this computer until it is saved, so that leaving the page loses
 * nothing. Passwords, files and hidden fields are never kept.
 */
const KEEP_DAYS = 14;
const PREFIX = 'draft:';

interface Draft {
  readonly at: number;
  readonly fields: readonly (readonly [string, string])[];
}

export function keepForms(root: Document): void {
  dropOldDrafts();
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-keep]')) keepForm(form);
}

/** What was typed has arrived. */
export function dropDraft(form: HTMLFormElement): void {
  localStorage.removeItem(keyOf(form));
}

/** One place may have many such forms: the page's own path tells them apart. */
function keyOf(form: HTMLFormElement): string {
  const name = form.dataset['keep'] ?? '';
  return form.dataset['sends'] === undefined ? `${PREFIX}${name}` : `${PREFIX}${name} ${location.pathname}`;
}

export function keepForm(form: HTMLFormElement): void {
  const key = keyOf(form);
  const saved = read(form);
  const draft = load(key);
  // A form that came back with errors already shows what was typed.
  if (draft !== undefined && form.querySelector('[aria-invalid]') === null && !same(draft.fields, saved)) {
    write(form, draft.fields);
    showFound(form, key);
  }
  form.addEventListener('input', () => {
    const fields = read(form);
    if (same(fields, saved)) localStorage.removeItem(key);
    else store(key, { at: Date.now(), fields });
  });
  form.addEventListener('submit', () => localStorage.removeItem(key));
}

function showFound(form: HTMLFormElement, key: string): void {
  const note = form.querySelector<HTMLElement>('[data-draft-note]');
  if (note === null) return;
  note.hidden = false;
  note.querySelector('button')?.addEventListener('click', () => {
    localStorage.removeItem(key);
    form.reset();
    note.hidden = true;
  });
}

function controls(form: HTMLFormElement): readonly (HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[] {
  return [...form.elements].filter(
    (element): element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement ||
      (element instanceof HTMLInputElement &&
        !['password', 'file', 'hidden', 'submit', 'button'].includes(element.type)),
  );
}

/** Name and value of every field in the order of the page; a tick is its own field. */
function read(form: HTMLFormElement): Draft['fields'] {
  return controls(form).map((control) => {
    const ticked = control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');
    return [
      `${control.name}=${ticked ? control.value : ''}`,
      ticked ? String(control.checked) : control.value,
    ] as const;
  });
}

function write(form: HTMLFormElement, fields: Draft['fields']): void {
  controls(form).forEach((control, at) => {
    const kept = fields[at];
    const [name, value] = read(form)[at] ?? [];
    // The page may have changed since: a field that isn't where it was is left alone.
    if (kept === undefined || kept[0] !== name || kept[1] === value) return;
    if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio'))
      control.checked = kept[1] === 'true';
    else control.value = kept[1];
  });
}

function same(one: Draft['fields'], other: Draft['fields']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function load(key: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isDraft(draft) ? draft : undefined;
  } catch {
    return undefined; // Written by something else, or storage is closed: there is no draft.
  }
}

function store(key: string, draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage is full or closed: the form still works, it just isn't kept.
  }
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'at' in value &&
    typeof value.at === 'number' &&
    'fields' in value &&
    Array.isArray(value.fields) &&
    value.fields.every(
      (field: unknown) => Array.isArray(field) && field.length === 2 && field.every((part) => typeof part === 'string'),
    )
  );
}

function dropOldDrafts(): void {
  const oldest = Date.now() - KEEP_DAYS * 86_400_000;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && (load(key)?.at ?? 0) < oldest) localStorage.removeItem(key);
  }
}
