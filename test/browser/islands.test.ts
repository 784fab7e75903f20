import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSheetBrowser, type SheetBrowser } from './sheet-browser.ts';

let sheet: SheetBrowser;

beforeAll(async () => {
  sheet = await startSheetBrowser();
}, 60_000);

afterAll(() => sheet.close());

test('Copy copies the link and says so', async () => {
  const { page, close } = await sheet.open('office-customer', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
    'https://portal.harbourandhill.example/l/7Qm2kx9vT4aLr0pZxT9',
  );
  await close();
});

test('a form is sent once, however often its button is pressed, and the button says what it does', async () => {
  const { page, asked, close } = await sheet.open('portal-sign-in');
  const said = await page.evaluate(`(() => {
    const button = document.querySelector('button[value=send]');
    const width = button.offsetWidth;
    button.click();
    button.click();
    return [button.textContent, button.getAttribute('aria-busy'), button.offsetWidth === width];
  })()`);
  expect(said).toEqual(['Sending', 'true', true]);
  await page.waitForURL('**/harbour-hill/sign-in');
  expect(asked).toEqual(['GET /sheet', 'POST /harbour-hill/sign-in']);
  await close();
});

test('a toast can be closed', async () => {
  const { page, close } = await sheet.open('office-jobs');
  await page.getByRole('button', { name: 'Hide this message' }).click();
  expect(await page.locator('.toast').count()).toBe(0);
  await close();
});

test('the office is worked by keyboard', async () => {
  const { page, asked, close } = await sheet.open('office-jobs', { viewport: { width: 1440, height: 900 } });
  await page.keyboard.press('/');
  expect(await page.evaluate('document.activeElement.id')).toBe('q');
  await page.keyboard.press('j');
  expect(await page.locator('#q').inputValue()).toBe('j');
  await page.locator('h1').click();
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  expect(await page.locator('tr.cursor').innerText()).toContain('1204');
  expect(await page.getByRole('region', { name: 'With the chosen' }).innerText()).toContain('1 chosen');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/office/jobs/1204');
  expect(asked).toEqual(['GET /sheet', 'GET /office/jobs/1204']);
  await close();
});

test('the tick in the head chooses every row', async () => {
  const { page, close } = await sheet.open('office-jobs', { viewport: { width: 1440, height: 900 } });
  await page.getByLabel('Choose all 4 on this page').check();
  expect(await page.getByRole('region', { name: 'With the chosen' }).innerText()).toContain('4 chosen');
  await close();
});

test('what was typed is still there after leaving the page, until it is dropped or saved', async () => {
  const { page, close } = await sheet.open('office-home', { viewport: { width: 1440, height: 900 } });
  const form = page.getByLabel('Subject');
  await form.fill('Half a sentence');
  await page.goto('https://sheet.example/elsewhere');
  await page.goto('https://sheet.example/sheet');
  expect(await form.inputValue()).toBe('Half a sentence');
  await page.getByRole('button', { name: 'Use the saved version instead' }).click();
  expect(await form.inputValue()).toBe('');
  await page.reload();
  expect(await form.inputValue()).toBe('');
  await close();
});

test('a colour being typed is shown before it is saved, and an unreadable one is not', async () => {
  const { page, problems, close } = await sheet.open('office-form', { reducedMotion: 'reduce' });
  const colour = async (): Promise<unknown> =>
    page.evaluate("getComputedStyle(document.querySelector('theme-preview .btn.main')).backgroundColor");
  await page.getByLabel('Colour').fill('#a3263f');
  expect(await colour()).toBe('rgb(163, 38, 63)');
  await page.getByLabel('Colour').fill('#ffffff');
  expect(await colour()).toBe('rgb(163, 38, 63)');
  expect(problems).toEqual([]);
  await close();
});

test('without scripts menus and keys open, the bulk bar comes, and nothing is offered that needs a script', async () => {
  const { page, close } = await sheet.open('office-jobs', {
    javaScriptEnabled: false,
    viewport: { width: 1440, height: 900 },
  });
  await page.locator('summary', { hasText: 'New' }).click();
  expect(await page.getByRole('link', { name: 'New customer' }).isVisible()).toBe(true);
  await page.getByLabel('Choose job 1204').check();
  expect(await page.getByRole('button', { name: 'Assign' }).isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Keys' }).click();
  expect(await page.getByRole('heading', { name: 'Keys' }).isVisible()).toBe(true);
  const customer = await sheet.open('office-customer', { javaScriptEnabled: false });
  expect(await customer.page.getByRole('button', { name: 'Copy' }).isVisible()).toBe(false);
  await customer.close();
  await close();
});
