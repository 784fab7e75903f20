import { chromium, type BrowserServer } from 'playwright-core';

/** Chromium from CHROMIUM_PATH (scripts/browser.mjs finds it), with what it needs as root and without a network. */
export async function launchChromium(): Promise<BrowserServer> {
  return await chromium.launchServer({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
