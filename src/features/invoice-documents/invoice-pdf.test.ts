import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf-text.ts';
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-document.ts';
import { invoicePdf } from './invoice-pdf.ts';

const now = Temporal.Instant.from('2026-11-23T09:00:00Z');

const line: InvoiceDocumentLine = {
  description: 'Outside windows, front and back',
  quantity: '2.5000',
  unit: 'h',
  unit_price_minor: 1600n,
  tax_rate_bp: 2000,
  amount_minor: 4000n,
};

const invoice: InvoiceDocument = {
  kind: 'invoice',
  number: '2041',
  state: 'issued',
  void_reason: null,
  issued_on: Temporal.PlainDate.from('2026-10-28'),
  due_on: Temporal.PlainDate.from('2026-11-27'),
  currency: 'GBP',
  prices_include_tax: true,
  net_minor: 3333n,
  tax_minor: 667n,
  total_minor: 4000n,
  paid_minor: 0n,
  settled_by_credit_minor: 0n,
  credited_minor: 0n,
  corrects: null,
  reason: null,
  customer_reference: null,
  note: null,
  job_number: '1142',
  locale: 'en-GB',
  lines: [line],
  taxes: [{ rate_bp: 2000, net_minor: 3333n, tax_minor: 667n }],
  org: {
    name: 'Harbour & Hill Property Care',
    tagline: null,
    address: 'The Old Net Loft\n3 Fish Quay',
    phone: '01632 960142',
    email: 'hello@harbourandhill.example',
    vat_id: 'GB 000 0000 00',
    accent: '#0c5966',
    logo: null,
    bank_holder: 'Harbour & Hill Ltd',
    bank_account: '1234 5678',
    bank_code: '00-00-00',
    invoice_footer: 'Payment within 30 days.',
  },
  customer: {
    number: '10318',
    billing_name: 'Priya Raman',
    billing_address: '14 Quay Terrace\nSaltmouth SM4 2TR',
    billing_vat_id: null,
  },
};

const said = async (changes: Partial<InvoiceDocument>): Promise<string> =>
  readPdf(await invoicePdf({ ...invoice, ...changes }, now)).pages.join('\n');

test('an invoice says who, what, how much and how to pay', async () => {
  const text = await said({});
  const parts = `Invoice 2041|Harbour & Hill Property Care|The Old Net Loft|VAT GB 000 0000 00|Priya Raman|Saltmouth SM4 2TR
    |Wednesday 28 October 2026|Friday 27 November 2026|10318|1142|Outside windows, front and back|2.5\u00a0h|£16.00|20%
    |Before VAT|£33.33|£6.67|£40.00|£40.00 is due on Friday 27 November 2026|1234 5678|00-00-00|INV 2041
    |Payment within 30 days.|Page 1 of 1`;
  for (const part of parts.split(/\s*\|/u)) expect(text).toContain(part);
});

test('the file is a tagged PDF/A-3b in its language, with every font embedded', async () => {
  const pdf = readPdf(await invoicePdf(invoice, now));
  expect(pdf.plain.startsWith('%PDF-1.7')).toBe(true);
  expect(pdf.plain).toContain('<pdfaid:part>3</pdfaid:part>');
  expect(pdf.plain).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
  expect(pdf.plain).toContain('/GTS_PDFA1');
  expect(pdf.plain).toContain('/Lang (en-GB)');
  expect(pdf.plain).toMatch(/\/Marked true/u);
  expect(pdf.plain).toContain('Harbour &#38; Hill Property Care');
  expect(pdf.fonts.every((name) => /^[A-Z]{6}\+/u.test(name))).toBe(true);
  expect(pdf.embedded).toBe(pdf.fonts.length);
  for (const tag of ['/S /H1', '/S /Table', '/S /TH', '/S /TD', '/S /P']) expect(pdf.plain).toContain(tag);
});

test('the same invoice at the same moment is the same file', async () => {
  const [first, second] = await Promise.all([invoicePdf(invoice, now), invoicePdf(invoice, now)]);
  expect(Buffer.compare(first, second)).toBe(0);
  expect(Buffer.compare(first, await invoicePdf(invoice, now.add({ seconds: 1 })))).not.toBe(0);
});

test('a void invoice says so across every page, asks for nothing and names no account', async () => {
  const lines = Array.from({ length: 60 }, () => line);
  const pdf = readPdf(await invoicePdf({ ...invoice, state: 'void', void_reason: 'Sent twice', lines }, now));
  expect(pdf.pages.length).toBeGreaterThan(1);
  for (const page of pdf.pages) expect(page).toContain('VOID');
  const text = pdf.pages.join('\n');
  expect(text).toContain('This invoice is void: Sent twice. Nothing is to be paid.');
  expect(text).not.toContain('1234 5678');
  expect(text).not.toContain('is due on');
});

test('a draft is marked, and has neither number nor due date', async () => {
  const text = await said({ state: 'draft', number: null, issued_on: null, due_on: null, lines: [] });
  expect(text).toContain('DRAFT');
  expect(text).toContain('Draft invoice');
  expect(text).toContain('Nothing is on this invoice yet.');
});

test('what was paid is taken off, and a paid invoice says thank you', async () => {
  const part = await said({ paid_minor: 1000n });
  expect(part).toContain('−£10.00');
  expect(part).toContain('£30.00 is due on');
  const whole = await said({ paid_minor: 4000n });
  expect(whole).toContain('This invoice is paid. Thank you.');
  expect(whole).not.toContain('1234 5678');
});

test('a credit note is in the customer’s favour and asks for nothing', async () => {
  const text = await said({ kind: 'credit_note', number: 'C-7', locale: 'de-DE', currency: 'EUR' });
  expect(text).toContain('Rechnungskorrektur C-7');
  expect(text).toContain('40,00\u00a0€');
  expect(text).not.toContain('fällig');
});

test('an invoice taken back by credit notes says so and asks for nothing', async () => {
  const text = await said({ paid_minor: 4000n, settled_by_credit_minor: 3000n, credited_minor: 4000n });
  expect(text).toContain('This invoice is credited in full. Nothing is to be paid.');
  expect(text).toMatch(/Paid\s*−£10.00/u);
  expect(text).toMatch(/Credited\s*−£30.00/u);
  expect(text).not.toMatch(/is due on|1234 5678|Thank you/u);
});

test('a credit note names the invoice it corrects, and why', async () => {
  const corrects = { number: '2041', issued_on: Temporal.PlainDate.from('2026-10-28') };
  const text = await said({ kind: 'credit_note', number: 'CN-7', corrects, reason: 'The back was not done.' });
  expect(text).toMatch(/Corrects\s*Invoice 2041/u);
  expect(text).toContain('Wednesday 28 October 2026');
  expect(text).toContain('The back was not done.');
});

test('an invoice below zero is credited, and one of nothing asks for nothing', async () => {
  const credited = await said({ net_minor: -3333n, tax_minor: -667n, total_minor: -4000n });
  expect(credited).toContain('£40.00 is credited to your account.');
  expect(credited).toContain('In your favour');
  expect(credited).not.toContain('Due');
  expect(credited).toMatch(/Credited to you\s*£40.00/u);
  const nothing = await said({ net_minor: 0n, tax_minor: 0n, total_minor: 0n });
  expect(nothing).toContain('Nothing is to be paid.');
  for (const text of [credited, nothing]) expect(text).not.toMatch(/is due on|1234 5678|Thank you/u);
});

test('several tax rates are each said with what they are on', async () => {
  const taxes = [
    { rate_bp: 2000, net_minor: 1000n, tax_minor: 200n },
    { rate_bp: 750, net_minor: 2000n, tax_minor: 150n },
  ];
  const text = await said({ taxes });
  expect(text).toContain('VAT 20% on £10.00');
  expect(text).toContain('VAT 7.5% on £20.00');
});

test('500 lines go over pages with the headings repeated, and none is lost', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => ({ ...line, description: `Line number ${at + 1}.` }));
  const { pages } = readPdf(await invoicePdf({ ...invoice, lines }, now));
  expect(pages.length).toBeGreaterThan(10);
  const text = pages.join('\n');
  for (const { description } of lines) expect(text).toContain(description);
  for (const page of pages.filter((one) => one.includes('Line number'))) expect(page).toContain('What we did');
  pages.forEach((page, at) => expect(page).toContain(`Page ${at + 1} of ${pages.length}`));
  expect(text).toContain('To pay');
});

test('a description of 5,000 letters goes over pages whole; a name of 5,000 is cut', async () => {
  const { pages } = readPdf(
    await invoicePdf(
      {
        ...invoice,
        lines: [{ ...line, description: 'W'.repeat(5000) }],
        customer: { ...invoice.customer, billing_name: 'Q'.repeat(5000) },
      },
      now,
    ),
  );
  const text = pages.join('\n');
  expect(text.match(/W/gu)?.length).toBeGreaterThanOrEqual(5000);
  expect(text.match(/Q/gu)?.length).toBeLessThan(500);
  expect(pages.length).toBeGreaterThan(2);
});

test('amounts of ten thousand million stay on the paper', async () => {
  const big = { ...line, unit_price_minor: 1_000_000_000_000n, amount_minor: -1_000_000_000_000n };
  expect(await said({ lines: [big] })).toContain('−£10,000,000,000.00');
});

test('any text whatever makes a sound file without a missing glyph', async () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '\u202egpj.exe',
      'שלום (עולם) 42',
      'مرحبا بالعالم',
      '👨‍👩‍👧🇬🇧',
      '漢字',
      '\ud800',
      'a\u0301\u0327',
      '</rdf:li>',
    ),
  );
  await fc.assert(
    fc.asyncProperty(anything, anything, async (name, text) => {
      const pdf = readPdf(
        await invoicePdf(
          {
            ...invoice,
            note: text,
            org: { ...invoice.org, name, invoice_footer: text },
            customer: { ...invoice.customer, billing_name: name, billing_address: text },
            lines: [{ ...line, description: text, unit: name }],
          },
          now,
        ),
      );
      expect(pdf.embedded).toBe(pdf.fonts.length);
      // Glyph 0 of every subset is .notdef; the reader shows what the map doesn't know as U+FFFD.
      expect(pdf.pages.join('')).not.toContain('\u0000');
      expect(metadataOf(pdf.plain).match(/<\/rdf:li>/gu)).toHaveLength(3);
    }),
    { numRuns: 40 },
  );
});

function metadataOf(file: string): string {
  return file.slice(file.indexOf('<?xpacket begin'), file.indexOf('<?xpacket end'));
}
