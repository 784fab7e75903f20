import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../platform/config/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { Closing } from './closing.ts';

export type Values = Readonly<Record<string, string | boolean | undefined>>;

export type Surroundings = {
  readonly config: Config;
  readonly log: Logger;
  readonly closing: Closing;
  /** The one clock of the program. */
  readonly now: () => Temporal.Instant;
  readonly print: (text: string) => void;
};

export type Command = {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** How it is typed, after `doorstep`. */
  readonly usage: string;
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** How many words may follow the options. */
  readonly words: { readonly least: number; readonly most: number };
  /** Serves until it is told to stop, or ends with the process's exit code. */
  run(values: Values, words: readonly string[], surroundings: Surroundings): Promise<number | 'serving'>;
};

/** The text of an option, or undefined when it was not given. */
export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
