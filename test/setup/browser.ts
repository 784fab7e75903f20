import { chromium, type Browser } from 'playwright-core';
import { inject } from 'vitest';

/** Joins the run's one Chromium. Closing it closes only what was opened through it. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.connect(inject('browser'));
}
