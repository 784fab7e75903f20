import { readFileSync } from 'node:fs';
import { Explained } from '../explained.ts';

/** The first line of a file with a passphrase, because editors end files with an empty one. Throws `Explained`. */
export function readPassphrase(file: string): string {
  let passphrase: string;
  try {
    [passphrase = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    throw new Explained(`The file with the passphrase, ${file}, can't be read.`);
  }
  if (passphrase.length < 12) throw new Explained(`The passphrase in ${file} is shorter than 12 characters.`);
  return passphrase;
}
