import { Idiomorph } from 'idiomorph';
import { LiveSource, tellCounts } from './live-source.ts';

/** A short break is mended before anybody has to know of it. */
const QUIET_BREAKS = 2;

/**
 * Listens for word that its part of the page changed, and then asks for the page again and takes that part of it. What is
 * typed and where the reader is stay as they are. Nobody listens behind another tab: coming back asks again.
 */
export class LiveRegion extends HTMLElement {
  #drawing: Promise<void> | null = null;
  #again = false;

  readonly #line = new LiveSource({
    address: () => this.getAttribute('stream') ?? '',
    changed: () => {
      tellCounts();
      void this.#redraw();
    },
    returned: () => {
      tellCounts();
      void this.#redraw();
    },
    broken: (breaks) => this.#say(breaks > QUIET_BREAKS),
  });

  connectedCallback(): void {
    this.#line.begin();
  }

  disconnectedCallback(): void {
    this.#line.end();
  }

  /** Takes this part of a page that was fetched. */
  take(page: Document): void {
    const fresh = page.getElementById(this.id);
    if (fresh === null) return;
    const stream = fresh.getAttribute('stream');
    if (stream !== null) this.setAttribute('stream', stream);
    Idiomorph.morph(this, fresh.innerHTML, { morphStyle: 'innerHTML', ignoreActiveValue: true });
  }

  async #redraw(): Promise<void> {
    this.#again = this.#drawing !== null;
    if (this.#drawing !== null) return;
    this.#drawing = this.#fetch().finally(() => {
      this.#drawing = null;
      if (this.#again) void this.#redraw();
    });
  }

  async #fetch(): Promise<void> {
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      // Signed out, or no longer allowed: what is on the screen stays, and the link leads to the door.
      if (!answer.ok || answer.redirected) return this.#say(true);
      this.take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      this.#line.missed();
    }
  }

  #say(isOff: boolean): void {
    const note = document.getElementById(`${this.id}-off`);
    if (note !== null) note.hidden = !isOff;
  }
}
