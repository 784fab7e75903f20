import type { Client } from 'pg';
import { connect, type ConnectionTarget } from './connection.ts';

type Log = { warn(facts: Readonly<Record<string, unknown>>, sentence: string): void };

export interface Listening {
  /** Connects, the first time. */
  begin(): void;
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/** The connection that listens. One that is lost is made again, and then everybody looks again: hints may have been missed. */
export function listenTo(
  database: ConnectionTarget,
  channel: string,
  log: Log,
  on: { hint(payload: string): void; again(): void },
): Listening {
  let client: Client | null = null;
  let state: 'idle' | 'on' | 'closed' = 'idle';
  let pauseMs = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;
  let opening: Promise<void> = Promise.resolve();

  async function open(isAgain: boolean): Promise<void> {
    try {
      const fresh = await connect(database, { name: 'doorstep live' });
      if (isClosed()) return void (await fresh.end());
      client = fresh;
      fresh.on('notification', ({ payload }) => on.hint(payload ?? ''));
      fresh.on('end', () => lost());
      await fresh.query(`listen ${channel}`);
      pauseMs = FIRST_PAUSE_MS;
      if (isAgain) on.again();
    } catch {
      lost();
    }
  }

  function isClosed(): boolean {
    return state === 'closed';
  }

  function lost(): void {
    client = null;
    if (isClosed() || timer !== undefined) return;
    log.warn({ again_in_ms: pauseMs }, 'the connection that listens was lost');
    timer = setTimeout(() => {
      timer = undefined;
      opening = open(true);
    }, pauseMs);
    timer.unref();
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }

  return {
    begin(): void {
      if (state !== 'idle') return;
      state = 'on';
      // Screens that joined while it was being made may have missed something.
      opening = open(true);
    },
    async close(): Promise<void> {
      state = 'closed';
      clearTimeout(timer);
      await opening;
      await client?.end().catch(() => undefined);
    },
  };
}
