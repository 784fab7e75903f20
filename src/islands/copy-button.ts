/** Copies the value of the input inside; says so on the button, and says what to do when the browser refuses. */
export class CopyButton extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button');
    const input = this.querySelector('input');
    const word = this.querySelector('[data-word]');
    if (button === null || input === null || word === null) return;
    const before = word.textContent;
    word.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      input.select();
      const done = await copy(input.value);
      word.textContent = this.getAttribute(done ? 'copied' : 'failed');
      setTimeout(() => (word.textContent = before), 4000);
    });
  }
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or not a secure context: the text is selected, the hand does the rest.
    return false;
  }
}
