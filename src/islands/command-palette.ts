import { remembered } from './recent.ts';

const WAIT_MS = 120;

/**
 * The palette: asks the server what it offers while somebody types, and lets the arrows choose. A combobox with a list
 * box (WAI-ARIA Authoring Practices): the focus stays in the box, `aria-activedescendant` says which option is meant.
 */
export class CommandPalette extends HTMLElement {
  #asking: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const { dialog, box, list } = this.#parts();
    if (dialog === null || box === null || list === null) return;
    box.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(box.value), WAIT_MS);
    });
    box.addEventListener('keydown', (event) => this.#key(event));
    list.addEventListener('mousemove', (event) => this.#choose(optionAt(event.target)));
    list.addEventListener('click', (event) => {
      const option = optionAt(event.target);
      if (option?.dataset['post'] === undefined) return;
      event.preventDefault();
      this.#carryOut(option);
    });
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => this.#asking?.abort());
  }

  open(): boolean {
    const { dialog, box } = this.#parts();
    if (dialog === null || box === null || dialog.open) return false;
    dialog.showModal();
    box.select();
    void this.#ask(box.value);
    return true;
  }

  #parts() {
    return {
      dialog: this.querySelector('dialog'),
      box: this.querySelector('input'),
      list: this.querySelector<HTMLElement>('[role=listbox]'),
      status: this.querySelector('[role=status]'),
    };
  }

  /** The answer to an older question never replaces that of a newer one. */
  async #ask(typed: string): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const query = new URLSearchParams({ q: typed.trim() });
      const answer = await fetch(`${this.getAttribute('src') ?? ''}?${query.toString()}`, { signal: asking.signal });
      // Signed out meanwhile: the page itself knows where to go.
      if (!answer.ok || answer.redirected) return location.reload();
      this.#show(await answer.text(), typed.trim() === '');
    } catch {
      // Overtaken by a later question, or offline: what is shown stays.
    }
  }

  #show(html: string, fresh: boolean): void {
    const { list, status } = this.#parts();
    const options = new DOMParser().parseFromString(html, 'text/html').querySelector<HTMLElement>('[data-options]');
    if (list === null || options === null) return;
    list.replaceChildren(...(fresh ? this.#recent() : []), ...options.childNodes);
    if (status !== null) status.textContent = options.dataset['said'] ?? '';
    list.scrollTop = 0;
    this.#choose(list.querySelector('[role=option]'));
  }

  /** What was looked at last, before anything is typed. */
  #recent(): Element[] {
    const seen = remembered().filter(({ path }) => path !== location.pathname);
    if (seen.length === 0) return [];
    const title = document.createElement('div');
    title.className = 'palette-title';
    title.setAttribute('role', 'presentation');
    title.textContent = this.getAttribute('recent');
    const shown: Element[] = [title];
    for (const [at, { path, name }] of seen.entries()) {
      const option = document.createElement('a');
      option.id = `palette-recent-${at}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.tabIndex = -1;
      option.href = path;
      option.textContent = name;
      shown.push(option);
    }
    return shown;
  }

  #key(event: KeyboardEvent): void {
    const options = [...this.querySelectorAll<HTMLElement>('[role=option]')];
    const at = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      const option = options[at];
      if (option !== undefined) this.#carryOut(option, event.ctrlKey || event.metaKey);
    } else if (to !== undefined && options.length > 0) {
      event.preventDefault();
      this.#choose(options[(to + options.length) % options.length] ?? null);
    }
  }

  #choose(option: Element | null): void {
    if (option === null) return;
    for (const other of this.querySelectorAll('[role=option]'))
      other.setAttribute('aria-selected', String(other === option));
    this.#parts().box?.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  #carryOut(option: HTMLElement, aside = false): void {
    const post = option.dataset['post'];
    if (post === undefined) {
      if (option instanceof HTMLAnchorElement && aside) window.open(option.href, '_blank', 'noopener');
      else option.click();
      return;
    }
    const form = document.createElement('form');
    form.method = 'post';
    form.action = post;
    const token = document.querySelector<HTMLInputElement>('input[name="csrf"]');
    if (token !== null) form.append(token.cloneNode());
    document.body.append(form);
    form.submit();
  }
}

function optionAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role=option]') : null;
}
