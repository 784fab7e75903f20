/**
 * A form that writes is sent once, however often its button is pressed. The word on the button changes, its size
 * does not. Coming back with the Back button makes it whole again.
 */
export function guardForms(root: Document): void {
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['once'] === undefined) return;
    if (form.dataset['sent'] !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset['sent'] = '';
    if (event.submitter instanceof HTMLButtonElement) showBusy(event.submitter);
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted)
      for (const form of root.querySelectorAll<HTMLFormElement>('[data-sent]')) delete form.dataset['sent'];
    if (event.persisted)
      for (const button of root.querySelectorAll<HTMLButtonElement>('[aria-busy]')) showReady(button);
  });
}

const words = new WeakMap<HTMLButtonElement, string>();

function showBusy(button: HTMLButtonElement): void {
  button.setAttribute('aria-busy', 'true');
  const busy = button.dataset['busy'];
  const text = wordOf(button);
  if (busy === undefined || text === undefined) return;
  words.set(button, text.data);
  button.style.minInlineSize = `${button.offsetWidth}px`;
  text.data = busy;
}

function showReady(button: HTMLButtonElement): void {
  button.removeAttribute('aria-busy');
  const text = wordOf(button);
  const before = words.get(button);
  if (text !== undefined && before !== undefined) text.data = before;
}

function wordOf(button: HTMLButtonElement): Text | undefined {
  return [...button.childNodes].find((node): node is Text => node instanceof Text && node.data.trim() !== '');
}
