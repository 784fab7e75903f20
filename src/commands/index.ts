import { parseArgs } from 'node:util';
import { Explained, errorCode } from '../platform/explained.ts';
import { auditCommand } from './audit.ts';
import type { Command, Values } from './command.ts';
import { backupCommand } from './backup.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { restoreCommand } from './restore.ts';
import { startCommand } from './start.ts';
import { webCommand } from './web.ts';
import { workerCommand } from './worker.ts';

export const commands: readonly Command[] = [
  startCommand,
  webCommand,
  workerCommand,
  migrateCommand,
  demoCommand,
  importCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
  auditCommand,
];

export type Asked =
  | { readonly help: Command | null; readonly isMistake: boolean }
  | { readonly command: Command; readonly values: Values; readonly words: readonly string[] };

/** What was typed after `doorstep`. Throws `Explained` for anything that is not understood. */
export function parseCommand(args: readonly string[]): Asked {
  const [name, ...rest] = args;
  if (name === undefined) return { help: null, isMistake: true };
  if (name === 'help' || name === '--help' || name === '-h') {
    return { help: rest[0] === undefined ? null : commandCalled(rest[0]), isMistake: false };
  }
  const command = commandCalled(name);
  const { values, positionals } = parsed(command, rest);
  if (values['help'] === true) return { help: command, isMistake: false };
  const { least, most } = command.words;
  if (positionals.length < least || positionals.length > most) {
    throw new Explained(`It is typed: doorstep ${command.usage}`);
  }
  return { command, values, words: positionals };
}

function commandCalled(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found !== undefined) return found;
  throw new Explained(`There is no command "${name}": "doorstep help" lists them.`);
}

function parsed(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    }) as { values: Values; positionals: string[] };
  } catch (error) {
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS')) throw error;
    const reason = error instanceof Error ? error.message.split(/[.\n]/)[0] : '';
    throw new Explained(`${reason}: "doorstep help ${command.name}" shows what it takes.`);
  }
}

export function helpText(command: Command | null): string {
  if (command !== null) {
    return `doorstep ${command.name}: ${command.summary}\n\nUsage: doorstep ${command.usage}\n\n${command.help}`;
  }
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`).join('\n');
  return `Doorstep, the customer portal for service businesses

Usage: doorstep <command> [options]

${list}

"doorstep help <command>" tells more about each.`;
}
