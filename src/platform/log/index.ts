import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/index.ts';

export type { Logger } from 'pino';

/**
 * The program's log: one JSON object a line, or lines for reading when a person watches. Facts are ids, counts and
 * times; names, addresses, message texts and tokens never belong in it.
 */
export function openLog(level: Config['logLevel'], output: NodeJS.WriteStream = process.stdout): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return output.isTTY ? pino(options, readable(output)) : pino(options, output);
}

/** `12:00:03 info  GET /:org/jobs 200 4 ms` instead of JSON. */
function readable(output: { write(text: string): unknown }): DestinationStream {
  return {
    write(line) {
      const { level, time, msg, ...facts } = JSON.parse(line);
      const stack = facts.err?.stack === undefined ? '' : `\n${facts.err.stack}`;
      delete facts.err;
      const told = Object.entries(facts).map(
        ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
      const label = String(pino.levels.labels[level]).padEnd(5);
      output.write(`${String(time).slice(11, 19)} ${label} ${[msg, ...told].join(' ')}${stack}\n`);
    },
  };
}
