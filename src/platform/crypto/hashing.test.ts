import { expect, test } from 'vitest';
import { hashingWith, keysFrom } from './index.ts';

test('what the product hashes costs 19 MiB and two rounds of argon2id, and takes the pepper', async () => {
  const [ours, theirs] = ['ours', 'theirs'].map((name) =>
    hashingWith(keysFrom(`the key of ${name}, which is long enough`)),
  );
  const stored = (await ours?.hash('482915')) ?? '';
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await ours?.verify(stored, '482915')).toBe(true);
  expect(await ours?.verify(stored, '482916')).toBe(false);
  expect(await theirs?.verify(stored, '482915')).toBe(false);
});
