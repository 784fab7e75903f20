import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';

/**
 * A Chromium of this test file's own: it starts in the time of three pages, and one that all files shared would pass every
 * word on through a second process.
 */
export async function openBrowser(): Promise<Browser> {
  return await launchChromium();
}
