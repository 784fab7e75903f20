#!/usr/bin/env node
// `npm run screenshots`: the pictures of the README, taken from the demo world of the program as it is built.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { packPng } from './pack-png.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/screenshots');
/** A README with heavier pictures is slow to open. */
const MOST_BYTES = 150_000;

const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 1.5,
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
};
// Without the fade between pages, which would be caught half-way.
const DESK = { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce', locale: 'en-GB' };

/** A list as offices have it: other names, another order, another encoding. */
const FILE = `Kunden-Nr;Firma / Name;Strasse;PLZ;Ort;Mobil;E-Mail;Bemerkung
4711;Bäckerei Müller;Hafenweg 3;20457;Hamburg;0171 5550101;post@mueller.example;"Hintereingang; Klingel defekt"
4712;Søren Øst;Kaistraße 12;20457;Hamburg;0171 5550102;soeren@oest.example;
4713;Lots & Peilung GmbH;Am Sandtor 9;20459;Hamburg;0171 5550103;buero@lotspeilung.example;nur vormittags
`;

spawnSync(process.execPath, ['scripts/build.mjs', '--quiet'], { cwd: root, stdio: 'inherit' });
mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'doorstep-screenshots-'));
// Run by root, the database has an account of its own, which must be able to enter.
chmodSync(data, 0o711);
const settings = { ...process.env, DATA_DIR: data, PORT: String(await freePort()), DEMO: 'yes', LOG_LEVEL: 'error' };
const program = spawn(process.execPath, ['dist/src/main.js', 'start'], {
  cwd: root,
  env: settings,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: findBrowser() ?? undefined,
  // Coloured edges of letters suit one kind of screen only, and make pictures heavy.
  args: ['--disable-lcd-text', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  await new Promise((ready, failed) => {
    program.stdout.on('data', (said) => String(said).includes('Doorstep is ready') && ready());
    program.once('close', (code) => failed(new Error(`Doorstep ended with ${code}`)));
  });
  const { stdout } = spawnSync(process.execPath, ['dist/src/main.js', 'demo', '--json'], { cwd: root, env: settings });
  await takeAll(JSON.parse(String(stdout)));
} finally {
  await browser.close();
  program.kill('SIGTERM');
  await new Promise((ended) => (program.exitCode === null ? program.once('close', ended) : ended()));
  rmSync(data, { recursive: true, force: true });
}

async function takeAll(demo) {
  const linkOf = (kind) => demo.links.find((link) => link.kind === kind && link.customer === 'Priya Raman').url;
  const onPhone = async (name, path, more = {}) => {
    const context = await browser.newContext({ ...PHONE, baseURL: demo.base_url, ...more });
    const page = await context.newPage();
    await page.goto(path);
    await take(page, name);
    await context.close();
  };
  await onPhone('portal-home', linkOf('contact'));
  await onPhone('portal-home-dark', linkOf('contact'), { colorScheme: 'dark' });
  await onPhone('portal-job', linkOf('job'));
  await onPhone('portal-invoice', linkOf('invoice'));
  await onPhone('sign-in', '/harbour-hill/sign-in');
  await onPhone('portal-home-german', demo.links.find((link) => link.customer === 'Stadtbücherei Köpenick').url, {
    locale: 'de-DE',
  });

  const desk = await (await browser.newContext({ ...DESK, baseURL: demo.base_url })).newPage();
  await desk.goto(demo.office.url);
  await desk.getByLabel('E-mail address').fill(demo.office.email);
  await desk.getByLabel('Password').fill(demo.office.password);
  await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
  await desk.waitForURL('**/office');
  await take(desk, 'office-home');
  for (const [name, path] of [
    ['office-customer', '/office/customers/10318'],
    ['office-jobs', '/office/jobs'],
  ]) {
    await desk.goto(path);
    // The panel with the link stands below the facts.
    await desk.setViewportSize(name === 'office-customer' ? { width: 1280, height: 740 } : DESK.viewport);
    await take(desk, name);
  }
  await desk.goto('/office/invoices');
  await desk.getByRole('link', { name: '2031', exact: true }).click();
  await desk.waitForURL(/invoices\/[0-9a-f-]{36}$/);
  await take(desk, 'office-invoice');
  await desk.goto('/office/imports/new');
  await desk
    .getByLabel('CSV file')
    .setInputFiles({ name: 'kunden.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE, 'latin1') });
  await desk.getByRole('button', { name: 'Upload and choose columns' }).click();
  await desk.getByRole('button', { name: 'Check the file' }).waitFor();
  await take(desk, 'import-columns');
}

async function take(page, name) {
  // A toast tells of what was done to get here.
  await page.evaluate("document.querySelector('.toast')?.remove(); document.activeElement?.blur()");
  await page.mouse.move(0, 0);
  const path = join(folder, `${name}.png`);
  const picture = packPng(await page.screenshot());
  writeFileSync(path, picture);
  const size = picture.length;
  console.log(`${name}.png ${Math.round(size / 1024)} KB`);
  if (size > MOST_BYTES) throw new Error(`${name}.png is heavier than ${MOST_BYTES} bytes`);
}

function freePort() {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
