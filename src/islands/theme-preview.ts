import { isCorners, isFont, lookVersion, type Look } from '../ui/look.ts';
import { contrast, isHex, themeColours, themePairs, themeProblems, type Scheme } from '../ui/theme.ts';

/**
 * Shows the look being chosen: on the samples inside at once, with the same arithmetic as the server; in the frames inside
 * by the stylesheet that the server makes of it. A colour that is refused leaves everything as it was.
 */
export class ThemePreview extends HTMLElement {
  private waiting = 0;

  connectedCallback(): void {
    const name = CSS.escape(this.getAttribute('field') ?? '');
    const input = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (input === null) return;
    const picker = document.querySelector<HTMLInputElement>(`input[data-picks="${name}"]`);
    picker?.addEventListener('input', () => {
      input.value = picker.value;
    });
    const follow = (): void => {
      const accent = written(input.value);
      if (picker !== null && isHex(accent)) picker.value = accent;
      if (isHex(accent) && themeProblems(accent).length === 0) this.show(accent, input.form);
    };
    (input.form ?? input).addEventListener('input', follow);
    follow();
  }

  private show(accent: string, form: HTMLFormElement | null): void {
    for (const sheet of this.querySelectorAll<HTMLElement>('[data-theme]')) {
      const scheme: Scheme = sheet.dataset['theme'] === 'dark' ? 'dark' : 'light';
      for (const [property, value] of Object.entries(themeColours(accent, scheme)))
        sheet.style.setProperty(`--${property}`, value);
    }
    this.tell(accent);
    // A palette sends a colour with every move of the hand; the frames take the one it rests on.
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.dress(lookIn(accent, form)), 120);
  }

  private dress(look: Look): void {
    for (const frame of this.querySelectorAll('iframe')) {
      const sheet = frame.contentDocument?.querySelector<HTMLLinkElement>('link[href*="/theme/"]');
      if (sheet) sheet.href = sheet.href.replace(/[^/]+\.css$/, `${lookVersion(look)}.css`);
    }
  }

  private tell(accent: string): void {
    const ratios = (scheme: Scheme): Map<string, string> =>
      new Map(
        themePairs(accent, scheme).map(({ name, text, ground }) => [
          name,
          (Math.floor(contrast(text, ground) * 10) / 10).toLocaleString(document.documentElement.lang),
        ]),
      );
    const [light, dark] = [ratios('light'), ratios('dark')];
    for (const place of this.querySelectorAll<HTMLElement>('[data-pair]')) {
      const name = place.dataset['pair'] ?? '';
      place.textContent = (place.dataset['text'] ?? '')
        .replace('{light}', light.get(name) ?? '')
        .replace('{dark}', dark.get(name) ?? '');
    }
  }
}

function written(text: string): string {
  const colour = text.trim().toLowerCase();
  return /^[0-9a-f]{6}$/.test(colour) ? `#${colour}` : colour;
}

function lookIn(accent: string, form: HTMLFormElement | null): Look {
  const chosen = new FormData(form ?? undefined);
  const [font, corners] = [String(chosen.get('font') ?? ''), String(chosen.get('corners') ?? '')];
  return { accent, font: isFont(font) ? font : 'system', corners: isCorners(corners) ? corners : 'soft' };
}
