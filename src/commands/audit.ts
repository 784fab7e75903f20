import { existsSync } from 'node:fs';
import { checkLog, headBook, readHeads } from '../features/audit-log/index.ts';
import { everyOrg } from '../features/orgs/index.ts';
import { Explained, errorCode } from '../platform/explained.ts';
import { database, openPool } from '../platform/db/index.ts';
import { textOf, type Command, type Surroundings, type Values } from './command.ts';
import { openHouse } from './house.ts';

export const auditCommand: Command = {
  name: 'audit',
  summary: 'follow the log of what happened and say whether it is whole',
  usage: 'audit [--org <slug>] [--heads <file>]',
  help: `Every entry of the log is sealed with the hash of the one before. This reads all of them, works the
hashes out again by itself and names the first entries that were changed, removed or added.

Entries cut off the end leave a whole chain behind. So each night the last fingerprint of every
business is written to log-heads.csv in DATA_DIR, and this command checks against that file: keep
copies of it elsewhere, where nobody who may write to the database can reach them. With
LOG_HEADS_TO each line is mailed as well, and can be copied into such a file.

  --org <slug>      only this business
  --heads <file>    check against this copy of log-heads.csv instead of the one in DATA_DIR

Ends with 0 when every log is whole and with 1 otherwise.`,
  options: { org: { type: 'string' }, heads: { type: 'string' } },
  words: { least: 0, most: 0 },
  async run(values, _words, surroundings) {
    const { closing, log, print } = surroundings;
    const file = headsFile(values, surroundings);
    const house = await openHouse('audit', 'shared', surroundings);
    const db = database(
      openPool({
        connection: 'connectionString' in house.app ? house.app.connectionString : { ...house.app },
        size: 2,
        onError: (error) => log.warn({ code: errorCode(error) }, 'a database connection was lost'),
      }),
    );
    await closing.add('the connections to the database', () => db.close());
    const heads = await readHeads(file);
    const slug = textOf(values, 'org');
    const orgs = (await everyOrg(db)).filter((org) => slug === undefined || org.slug === slug);
    if (slug !== undefined && orgs.length === 0) throw new Explained(`There is no business "${slug}".`);
    print(
      heads.length === 0
        ? `No heads are written down in ${file}, so a cut-off end would not be noticed.`
        : `Checking against ${heads.length} heads in ${file}.`,
    );
    let isWhole = true;
    for (const { id, slug: name } of orgs) {
      const { entries, erased, head, faults } = await checkLog(
        db,
        id,
        heads.filter(({ orgId }) => orgId === id),
      );
      isWhole &&= faults.length === 0;
      const told = `${name}: ${entries} entries${erased === 0 ? '' : `, ${erased} with their person erased`}`;
      print(faults.length === 0 ? `${told}, whole. It ends with ${head?.hash ?? 'nothing'}.` : `${told}, NOT whole:`);
      for (const { seq, fault } of faults) print(`  entry ${seq} ${FAULTS[fault]}`);
    }
    return isWhole ? 0 : 1;
  },
};

const FAULTS = {
  'missing-seal': 'follows a gap: what stood before it was removed',
  'missing-entry': 'has a seal, but the entry itself is gone',
  changed: 'was changed, or belongs elsewhere',
  'changed-details': 'was changed in its details',
  'not-sealed': 'and perhaps others have no seal: they were put in from outside',
  'cut-off': 'should be there and is not: the end of the log was cut off',
} as const;

function headsFile(values: Values, { config }: Surroundings): string {
  const given = textOf(values, 'heads');
  if (given !== undefined && !existsSync(given)) throw new Explained(`There is no file ${given}.`);
  return given ?? headBook(config.dataDir);
}
