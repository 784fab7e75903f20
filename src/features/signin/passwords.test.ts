import { describe, expect, test } from 'vitest';
import { passwordRefusal } from './passwords.ts';

describe('a password', () => {
  test.each([
    ['in the list', '1qaz2wsx3edc4rfv'],
    ['in the list, in capitals', '1QAZ2WSX3EDC4RFV'],
    ['of the list, over and over', 'monkeymonkeymonkey'],
    ['of two in the list', 'manchesterunited'],
    ['of two in the list, apart', 'Sunshine Butterfly'],
    ['of two in the list and a year', 'dragonmonkey1987'],
    ['with signs in between', 'princess!!charlie1'],
    ['in full-width letters', 'ｍｏｎｋｅｙｍｏｎｋｅｙｍｏｎｋｅｙ'],
    ['of one letter', 'xxxxxxxxxxxxxxxxxxxx'],
    ['of one short word', 'cab cab cab cab cab'],
    ['of the word itself', 'PasswortPasswort!'],
  ])('%s is refused', async (_, password) => {
    expect(await passwordRefusal(password, [])).toBe('signin.password-common');
  });

  test.each([
    'seven ladders on a windy day',
    'five crabs on one quay',
    'Regenschirm im Keller',
    'monkeydragon tr5q!vv',
    'correct horse battery staple',
    '日本語のパスワードはどうですかね',
  ])('"%s" is fine', async (password) => {
    expect(await passwordRefusal(password, ['Asha Raman', 'Harbour Hill'])).toBeNull();
  });

  test('may be as long as the limit, and no longer', async () => {
    const sentence = 'a windy day by the sea with seven ladders and not one bucket, ';
    expect(await passwordRefusal(sentence.repeat(3).slice(0, 128), [])).toBeNull();
    expect(await passwordRefusal(sentence.repeat(3).slice(0, 129), [])).toBe('signin.password-long');
    expect(await passwordRefusal('seven tall ladd', [])).toBeNull();
    expect(await passwordRefusal('seven tall lad', [])).toBe('signin.password-short');
  });
});
