import { isCommonPassword } from './common-passwords.ts';

/** A password that stands alone has at least 15 characters (NIST SP 800-63B-4, 3.1.1.2) and may be a whole sentence. */
export const PASSWORD_LEAST = 15;
export const PASSWORD_MOST = 128;

/** What is tried first at this length, whatever the list says: keyboard rows, counting and the word itself, repeated. */
const COMMON =
  /^(?:password|passwort|qwertyuiop|qwertzuiop|asdfghjkl|letmein|welcome|willkommen|iloveyou)+[\d\W]*$|^(?:0?123456789|9876543210)+\d*$/i;

export type PasswordRefusal =
  | 'signin.password-short'
  | 'signin.password-long'
  | 'signin.password-common'
  | 'signin.password-own-words';

/** Why this can't be a password, or null. `ownWords`: the person's and the org's names, which guessers try first. */
export async function passwordRefusal(password: string, ownWords: readonly string[]): Promise<PasswordRefusal | null> {
  const length = [...password].length;
  if (length < PASSWORD_LEAST) return 'signin.password-short';
  if (length > PASSWORD_MOST) return 'signin.password-long';
  if (COMMON.test(password) || (await isCommonPassword(password))) return 'signin.password-common';
  // Their own words may appear, but must not be all there is to it.
  const rest = ownWords
    .flatMap((words) => words.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4)
    .reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase());
  return [...rest].length < 6 ? 'signin.password-own-words' : null;
}
