// Says what is missing or wrong in the catalogues of each language beside English, and ends with 1 if anything is.
import { faultsOfWords } from '../test/setup/word-rules.ts';
import { LANGUAGES } from '../src/words/index.ts';

let found = 0;
for (const { code, name } of Object.values(LANGUAGES)) {
  const faults = faultsOfWords(code);
  found += faults.length;
  process.stdout.write(faults.length === 0 ? `${name}: complete\n` : `${name}:\n  ${faults.join('\n  ')}\n`);
}
process.exitCode = found === 0 ? 0 : 1;
