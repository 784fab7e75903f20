import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A file that the program reads beside its code, by its path below the root: `db/migrations`. The root is the nearest
 * folder with a package.json, which is the checkout for sources and `dist` for a build, wherever the bundler put the code.
 */
export function besideCode(path: string): string {
  return join(root, path);
}

const root = nearestPackage(dirname(fileURLToPath(import.meta.url)));

function nearestPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('there is no package.json above the program');
  return nearestPackage(above);
}
