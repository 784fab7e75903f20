/** Gives the toast it stands in a button to hide it. Without scripts the toast goes with the next page. */
export class ToastClose extends HTMLElement {
  connectedCallback(): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = '×';
    button.setAttribute('aria-label', this.getAttribute('label') ?? '');
    button.addEventListener('click', () => this.closest('.toast')?.remove());
    this.replaceChildren(button);
  }
}
