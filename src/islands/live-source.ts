const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Who listens: where to, and what to do at each word. */
export interface Listener {
  address(): string;
  changed(): void;
  /** The line is open again after a while without: whatever came meanwhile was missed. */
  returned(): void;
  /** So many breaks in a row; none when the line is open. */
  broken(breaks: number): void;
}

/**
 * A line of server-sent events, kept while somebody looks: closed behind another tab, opened on coming back, and after a
 * break tried again after a while, longer each time and never all screens at once.
 */
export class LiveSource {
  readonly #listener: Listener;
  #source: EventSource | null = null;
  #breaks = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasAway = false;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  begin(): void {
    document.addEventListener('visibilitychange', this.#onSeen);
    addEventListener('online', this.#onSeen);
    addEventListener('pagehide', this.#close);
    addEventListener('pageshow', this.#onSeen);
    this.#onSeen();
  }

  end(): void {
    document.removeEventListener('visibilitychange', this.#onSeen);
    removeEventListener('online', this.#onSeen);
    removeEventListener('pagehide', this.#close);
    removeEventListener('pageshow', this.#onSeen);
    this.#close();
  }

  /** Something could not be asked for: it is, when the line opens next. */
  missed(): void {
    this.#wasAway = true;
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
    const source = new EventSource(this.#listener.address());
    this.#source = source;
    source.addEventListener('open', () => {
      this.#breaks = 0;
      this.#listener.broken(0);
      if (this.#wasAway) this.#listener.returned();
      this.#wasAway = false;
    });
    source.addEventListener('changed', () => this.#listener.changed());
    source.addEventListener('counts', () => tellCounts());
    source.addEventListener('again', () => this.#later(0));
    source.addEventListener('error', () => this.#later(1));
  }

  #later(breaks: number): void {
    this.#close();
    this.#breaks += breaks;
    this.#listener.broken(this.#breaks);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#breaks);
    this.#timer = setTimeout(() => this.#onSeen(), pause * (0.5 + Math.random()));
  }
}

/** Said on the document when numbers of the page may have changed, by whichever line heard of it. */
export const COUNTS = 'doorstep-counts';

export function tellCounts(): void {
  document.dispatchEvent(new Event(COUNTS));
}
