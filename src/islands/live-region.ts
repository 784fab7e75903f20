import { Idiomorph } from 'idiomorph';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A short break is mended before anybody has to know of it. */
const QUIET_BREAKS = 2;

/**
 * Listens for word that its part of the page changed, and then asks for the page again and takes that part of it. What is
 * typed and where the reader is stay as they are. Nobody listens behind another tab: coming back asks again.
 */
export class LiveRegion extends HTMLElement {
  #source: EventSource | null = null;
  #breaks = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasAway = false;
  #drawing: Promise<void> | null = null;
  #again = false;

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.#onSeen);
    addEventListener('online', this.#onSeen);
    addEventListener('pagehide', this.#close);
    addEventListener('pageshow', this.#onSeen);
    this.#onSeen();
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#onSeen);
    removeEventListener('online', this.#onSeen);
    removeEventListener('pagehide', this.#close);
    removeEventListener('pageshow', this.#onSeen);
    this.#close();
  }

  /** Takes this part of a page that was fetched. */
  take(page: Document): void {
    const fresh = page.getElementById(this.id);
    if (fresh === null) return;
    const stream = fresh.getAttribute('stream');
    if (stream !== null) this.setAttribute('stream', stream);
    Idiomorph.morph(this, fresh.innerHTML, { morphStyle: 'innerHTML', ignoreActiveValue: true });
  }

  readonly #onSeen = (): void => {
    if (document.hidden) this.#close();
    else if (this.#source === null) this.#open();
  };

  readonly #close = (): void => {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    this.#wasAway = true;
  };

  #open(): void {
    clearTimeout(this.#timer);
    const source = new EventSource(this.getAttribute('stream') ?? '');
    this.#source = source;
    source.addEventListener('open', () => {
      this.#breaks = 0;
      this.#say(false);
      if (this.#wasAway) void this.#redraw();
      this.#wasAway = false;
    });
    source.addEventListener('changed', () => void this.#redraw());
    source.addEventListener('again', () => this.#later(0));
    source.addEventListener('error', () => this.#later(1));
  }

  /** Comes back after a while, longer each time and never all screens at once. */
  #later(breaks: number): void {
    this.#close();
    this.#breaks += breaks;
    if (this.#breaks > QUIET_BREAKS) this.#say(true);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#breaks);
    this.#timer = setTimeout(() => this.#onSeen(), pause * (0.5 + Math.random()));
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
      this.#wasAway = true;
    }
  }

  #say(isOff: boolean): void {
    const note = document.getElementById(`${this.id}-off`);
    if (note !== null) note.hidden = !isOff;
  }
}
