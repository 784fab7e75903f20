// Where the Chromium for browser tests and screenshots is, and how it is got where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The path of a Chromium that is on this machine, or null. */
export function findBrowser() {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return places.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

/** Installs one, from Debian where we may and else from Playwright; its path, or null when neither can be had. */
export function getBrowser() {
  const isRoot = process.getuid?.() === 0;
  console.log('Getting Chromium for the browser tests (once) …');
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    // Playwright's fonts, so that pages look the same everywhere.
    const packages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'];
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'inherit', env });
  }
  if (findBrowser() === null) {
    spawnSync(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], {
      cwd: root,
      stdio: 'inherit',
    });
  }
  return findBrowser();
}
