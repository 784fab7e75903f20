import type { ConnectionTarget } from '../db/connection.ts';
import { listenTo } from '../db/listening.ts';
import { CHANNEL, readHint, type AccessHint, type CountsHint, type Hint } from './announce.ts';

/*
 * One connection per process listens; every open screen is an entry of a set. A hint costs a comparison per entry of its
 * org and no query, so that hundreds of screens cost no more than the memory of their sockets.
 */

type Log = { warn(facts: Readonly<Record<string, unknown>>, sentence: string): void };

/** Whose screen it is and what it shows. */
export interface StreamAsked {
  readonly orgId: string;
  readonly sessionId: string;
  /** Null for the office. */
  readonly customerId: string | null;
  /** The member of staff of an office, or the link or contact; what a change of rights names besides the customer. */
  readonly personId: string | null;
  /** The one thread on the screen, which its visitor may see; null for a list. */
  readonly threadId: string | null;
  /** Only the numbers of a page are kept up to date: such screens make room for those on which people write. */
  readonly isForCounts?: boolean;
  /** For a visitor who sees only some threads of the customer: whether this one is among them. Asked when a hint comes. */
  readonly shows?: (threadId: string) => Promise<boolean>;
  /** Whether something changed between the drawing of the screen and now; asked once, when it is here. */
  readonly missed?: () => Promise<boolean>;
}

/** The sending end of a stream; `false` from `write` means that the other side takes nothing any more. */
export interface Stream {
  write(text: string): boolean;
  end(): void;
}

export interface Live {
  /** Adds a screen. Null when this session, org or process has as many as it may. `leave` takes it away again. */
  join(asked: StreamAsked, stream: Stream): { leave(): void } | null;
  /** How many screens are open. */
  readonly size: number;
  /** Ends every stream and takes no more: the process is about to stop. */
  close(): Promise<void>;
}

export interface LiveLimits {
  readonly perSession: number;
  readonly perOrg: number;
  readonly perProcess: number;
  /** Between two signs of life on a quiet stream: below the minute after which proxies drop one. */
  readonly beatMs: number;
  /** After so many beats a stream ends, and its screen comes in by the door again: sessions end while nobody clicks. */
  readonly beats: number;
}

const LIMITS: LiveLimits = { perSession: 6, perOrg: 2_000, perProcess: 5_000, beatMs: 25_000, beats: 24 };

/** A list refreshes whole, so a burst of hints is one. */
const CHANGED = 'event: changed\ndata:\n\n';
/** Something is unread, or no longer, that this screen doesn't show but counts. */
const COUNTS = 'event: counts\ndata:\n\n';
/** Said at the end of a stream that may be begun again. */
const AGAIN = 'event: again\ndata:\n\n';
const BEAT = ':\n\n';

/** Of each limit, what screens that only count may take. */
const COUNTING_SHARE = 0.5;

interface Entry extends StreamAsked {
  readonly stream: Stream;
  beats: number;
}

/** Listening begins with the first screen and goes on until `close`. */
export function openLive(database: ConnectionTarget, log: Log, limits: LiveLimits = LIMITS): Live {
  const screens = new Screens(log, limits);
  const ear = listenTo(database, CHANNEL, log, {
    hint: (payload) => screens.hear(payload),
    again: () => screens.each((entry) => screens.say(entry, CHANGED)),
  });
  const beat = setInterval(() => screens.each((entry) => screens.beat(entry)), limits.beatMs);
  beat.unref();
  return {
    join(asked, stream) {
      const entry = screens.add(asked, stream);
      if (entry === null) return null;
      ear.begin();
      return { leave: () => void screens.remove(entry) };
    },
    get size() {
      return screens.size;
    },
    async close() {
      clearInterval(beat);
      screens.close();
      await ear.close();
    },
  };
}

class Screens {
  readonly #orgs = new Map<string, Set<Entry>>();
  readonly #log: Log;
  readonly #limits: LiveLimits;
  #closed = false;
  size = 0;

  constructor(log: Log, limits: LiveLimits) {
    this.#log = log;
    this.#limits = limits;
  }

  add(asked: StreamAsked, stream: Stream): Entry | null {
    const share = asked.isForCounts === true ? COUNTING_SHARE : 1;
    const perSession = this.#limits.perSession * share;
    const perOrg = this.#limits.perOrg * share;
    const perProcess = this.#limits.perProcess * share;
    const set = this.#orgs.get(asked.orgId) ?? new Set<Entry>();
    if (this.#closed || this.size >= perProcess || set.size >= perOrg) return null;
    let own = 0;
    for (const { sessionId } of set) if (sessionId === asked.sessionId) own += 1;
    if (own >= perSession) return null;
    const entry: Entry = { ...asked, stream, beats: 0 };
    this.#orgs.set(asked.orgId, set.add(entry));
    this.size += 1;
    void this.#catchUp(entry);
    return entry;
  }

  remove(entry: Entry): boolean {
    const set = this.#orgs.get(entry.orgId);
    if (set === undefined || !set.delete(entry)) return false;
    if (set.size === 0) this.#orgs.delete(entry.orgId);
    this.size -= 1;
    return true;
  }

  each(deed: (entry: Entry) => void): void {
    // A set may lose entries while it is walked.
    for (const set of this.#orgs.values()) for (const entry of set) deed(entry);
  }

  say(entry: Entry, text: string): void {
    if (!entry.stream.write(text)) this.end(entry);
  }

  end(entry: Entry): void {
    if (!this.remove(entry)) return;
    entry.stream.write(AGAIN);
    entry.stream.end();
  }

  beat(entry: Entry): void {
    entry.beats += 1;
    if (entry.beats >= this.#limits.beats) this.end(entry);
    else this.say(entry, BEAT);
  }

  hear(payload: string): void {
    const hint = readHint(payload);
    if (hint === null) return;
    for (const entry of this.#orgs.get(hint.orgId) ?? []) {
      if ('audience' in hint) void this.#tell(entry, hint);
      else if ('countedBy' in hint) this.#count(entry, hint);
      else if (concerns(entry, hint)) this.end(entry);
    }
  }

  close(): void {
    this.#closed = true;
    this.each((entry) => this.end(entry));
  }

  #count(entry: Entry, { countedBy }: CountsHint): void {
    if (entry.customerId === null && entry.personId === countedBy) this.say(entry, COUNTS);
  }

  async #tell(entry: Entry, hint: Hint): Promise<void> {
    if (entry.customerId !== null && (hint.audience === 'office' || hint.customerId !== entry.customerId)) return;
    const isShown = entry.threadId === hint.threadId;
    try {
      if (!isShown && entry.shows !== undefined && !(await entry.shows(hint.threadId))) return;
    } catch (error) {
      // The database is away: the screen is sent back to the door, which will know.
      this.#log.warn({ err: error }, 'whether a screen shows a thread could not be asked');
      return this.end(entry);
    }
    this.say(entry, isShown || entry.threadId === null ? CHANGED : COUNTS);
  }

  async #catchUp(entry: Entry): Promise<void> {
    // The ear may still be opening: then everybody looks again when it is.
    const missed = await entry.missed?.().catch(() => true);
    if (missed === true) this.say(entry, CHANGED);
  }
}

function concerns(entry: Entry, { who }: AccessHint): boolean {
  return who === null || who === entry.customerId || who === entry.personId || who === entry.sessionId;
}
