import type { Hashing, Keys } from './crypto/index.ts';
import type { Database } from './db/index.ts';
import type { Drawing } from './drawing/index.ts';
import type { FileStore } from './files/index.ts';
import type { Live } from './live/index.ts';
import type { Senders } from './sending/senders.ts';

/** What the program writes about itself. Never a token, an address or a name of a person. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  error(facts: Readonly<Record<string, unknown>>, sentence: string): void;
}

/** What every route is handed: the outside world, made once at start and replaced in tests. */
export interface Services {
  readonly db: Database;
  readonly keys: Keys;
  readonly hashing: Hashing;
  /** Uploaded files. */
  readonly files: FileStore;
  /** The installation's own folder on this machine; absolute. */
  readonly dataDir: string;
  /** Draws papers beside the thread that answers requests. */
  readonly drawing: Drawing;
  /** Screens that are open and told when something changes. */
  readonly live: Live;
  /** The one clock. */
  readonly now: () => Temporal.Instant;
  /** Origin of every link we write, from configuration and never from a request's Host; no slash at the end. */
  readonly baseUrl: string;
  /** The same for the office, which may have a host of its own. */
  readonly officeUrl: string;
  /** The public path of a built asset such as `portal.css`. */
  readonly asset: (name: string) => string;
  readonly log: Log;
  readonly senders: Senders;
  /** How many proxies in front are trusted to name the client's address in X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Who is mailed each night where each log ends: an address, or `owners`, those of each org; null when nobody is. */
  readonly logHeadsTo: string | null;
  /** The backups that are made each night; null when no place is set for them. */
  readonly backups: { readonly folder: string; readonly keep: number; make(): Promise<void> } | null;
}
