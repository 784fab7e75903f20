import { helpText, parseCommand } from './commands/index.ts';
import { closingWith } from './commands/closing.ts';
import { textOf, type Command, type Values } from './commands/command.ts';
import { isOneOfSeveral } from './commands/web-processes.ts';
import { readConfig } from './platform/config/index.ts';
import { Explained, errorCode, systemSentence } from './platform/explained.ts';
import { openLog, type Logger } from './platform/log/index.ts';

/* The process: arguments, signals, the clock and the exit code. What a command does is in commands/. */

const print = (text: string) => void process.stdout.write(`${text}\n`);
let log: Logger = openLog('error', process.stderr);
const closing = closingWith(
  () => log,
  (code) => process.exit(code),
);

// npm and a terminal both deliver a Ctrl-C, so a second signal means nothing more than the first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void closing.end(0));
// scripts/run.mjs, or the parent of several web processes, holds the other end of this channel: if it is killed, we end too.
// One of several keeps it, because its connections come through it.
if (!isOneOfSeveral) process.channel?.unref();
process.on('disconnect', () => void closing.end(0));
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'a bug ended the program');
  void closing.end(1);
});
// A reader that went away (`doorstep help | head`) is no reason to stop serving.
process.stdout.on('error', (error) => {
  if (errorCode(error) !== 'EPIPE') throw error;
});

await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<void> {
  try {
    const asked = parseCommand(args);
    if ('help' in asked) {
      print(helpText(asked.help));
      process.exitCode = asked.isMistake ? 2 : 0;
      return;
    }
    const { command, values, words } = asked;
    const outcome = await closing.opening(() => command.run(values, words, surroundings(command, values)));
    if (outcome !== 'serving') await closing.end(outcome);
  } catch (error) {
    // Told to stop during a start, the database goes away under it: nothing to tell.
    if (closing.hasBegun()) return;
    const sentence = error instanceof Explained ? error.message : systemSentence(error);
    if (sentence === null) log.fatal({ err: error }, 'a bug ended the program');
    else process.stderr.write(`${sentence}\n`);
    await closing.end(1);
  }
}

function surroundings(command: Command, values: Values) {
  loadEnvironmentFile();
  const overrides = { PORT: textOf(values, 'port'), HOST: textOf(values, 'host') };
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  const config = readConfig({ ...process.env, ...given }, process.cwd());
  const serves = ['start', 'web', 'worker'].includes(command.name);
  log = openLog(config.logLevel, serves ? process.stdout : process.stderr);
  return { config, log, closing, now: () => Temporal.Now.instant(), print };
}

/** Variables that are set already win over the file. */
function loadEnvironmentFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
