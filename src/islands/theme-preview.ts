import { isHex, themeColours, themeProblems, type Scheme } from '../ui/theme.ts';

/** Shows the colour being typed on everything inside, with the same arithmetic as the server. */
export class ThemePreview extends HTMLElement {
  connectedCallback(): void {
    const name = this.getAttribute('field') ?? '';
    for (const input of document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`)) {
      input.addEventListener('input', () => this.show(input.value));
    }
  }

  private show(accent: string): void {
    if (!isHex(accent) || themeProblems(accent).length > 0) return;
    for (const sheet of this.querySelectorAll<HTMLElement>('[data-theme]')) {
      const scheme: Scheme = sheet.dataset['theme'] === 'dark' ? 'dark' : 'light';
      for (const [property, value] of Object.entries(themeColours(accent, scheme)))
        sheet.style.setProperty(`--${property}`, value);
    }
  }
}
