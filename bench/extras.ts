import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import type { Page } from './pages.ts';
import { residentMiB } from './processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Weight {
  readonly name: string;
  readonly html: number;
  readonly css: number;
  readonly script: number;
}

/** What a page weighs on the wire, each part gzipped, in bytes. */
export async function weights(origin: string, pages: readonly Page[]): Promise<readonly Weight[]> {
  const weighed: Weight[] = [];
  for (const page of pages) {
    const [request] = page.requests;
    if (!request) continue;
    const html = await text(origin + request.path, request.cookie);
    const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href ?? '');
    const scripts = [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, src]) => src ?? '');
    const sum = async (paths: readonly string[]) => {
      let bytes = 0;
      for (const path of paths) bytes += gzipSync(await text(origin + path, request.cookie)).length;
      return bytes;
    };
    weighed.push({ name: page.name, html: gzipSync(html).length, css: await sum(sheets), script: await sum(scripts) });
  }
  return weighed;
}

async function text(url: string, cookie: string): Promise<string> {
  const answer = await fetch(url, { headers: { cookie, 'accept-encoding': 'identity' } });
  return answer.text();
}

export interface Score {
  readonly name: string;
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly seo: number;
}

const LIGHTHOUSE = 'lighthouse@13.5.0';

/**
 * Lighthouse, mobile, on one visitor's view of each page. It is fetched for the benchmark alone (bench/.data/tools): a
 * developer's install need not carry it. Null where it or a Chromium can't be had.
 */
export function lighthouse(home: string, origin: string, pages: readonly Page[]): readonly Score[] | null {
  const tools = join(home, 'tools');
  mkdirSync(tools, { recursive: true });
  const cli = join(tools, 'node_modules/lighthouse/cli/index.js');
  const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  );
  if (!existsSync(cli))
    spawnSync('npm', ['install', '--prefix', tools, '--no-audit', '--no-fund', LIGHTHOUSE], { stdio: 'inherit' });
  if (!existsSync(cli) || chromium === undefined) return null;
  return pages.flatMap((page) => {
    const [request] = page.requests;
    return request
      ? [scoreOf({ cli, chromium, home, url: origin + request.path, cookie: request.cookie, name: page.name })]
      : [];
  });
}

function scoreOf(run: {
  cli: string;
  chromium: string;
  home: string;
  url: string;
  cookie: string;
  name: string;
}): Score {
  const headers = join(run.home, 'lighthouse-headers.json');
  const report = join(run.home, 'lighthouse.json');
  writeFileSync(headers, JSON.stringify({ Cookie: run.cookie }));
  const flags =
    '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
  execFileSync(
    process.execPath,
    [
      run.cli,
      run.url,
      '--quiet',
      '--output=json',
      `--output-path=${report}`,
      `--extra-headers=${headers}`,
      `--chrome-flags=${flags}`,
    ],
    { env: { ...process.env, CHROME_PATH: run.chromium }, stdio: ['ignore', 'ignore', 'ignore'], timeout: 180_000 },
  );
  const parsed: unknown = JSON.parse(readFileSync(report, 'utf8'));
  const percent = (category: string) => Math.round(scoreIn(parsed, category) * 100);
  return {
    name: run.name,
    performance: percent('performance'),
    accessibility: percent('accessibility'),
    bestPractices: percent('best-practices'),
    seo: percent('seo'),
  };
}

function scoreIn(report: unknown, category: string): number {
  const { categories } = report as { categories: Record<string, { score: number | null }> };
  return categories[category]?.score ?? Number.NaN;
}

export interface ImportSpeed {
  readonly rows: number;
  readonly seconds: number;
  readonly peakMiB: number;
}

/** Imports a file of made-up customers by the command line, as an operator would, and watches its memory. */
export async function importSpeed(
  home: string,
  env: Record<string, string>,
  slug: string,
  rows: number,
): Promise<ImportSpeed> {
  const file = join(home, `customers-${rows}.csv`);
  const lines = ['Customer ID;Name;Email;Phone;Street;Postcode;City'];
  for (let n = 0; n < rows; n++) {
    lines.push(
      `N${n};"Müller & Söhne, ${n}";m${n}@import.example;0${7_700_000_000 + n};${n} Quay Terrace;SM4 2TR;Saltmouth`,
    );
  }
  writeFileSync(file, lines.join('\r\n'));
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [join(root, 'dist/server/main.js'), 'import', 'customers', file, '--org', slug],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  let peakMiB = 0;
  const watch = setInterval(() => (peakMiB = Math.max(peakMiB, residentMiB(child) || 0)), 200);
  const [status] = await once(child, 'exit');
  clearInterval(watch);
  if (status !== 0) throw new Error(`the import ended with ${String(status)}`);
  return { rows, seconds: (performance.now() - began) / 1000, peakMiB };
}
