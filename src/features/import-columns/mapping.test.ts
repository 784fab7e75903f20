import { expect, test } from 'vitest';
import type { ImportKind } from './fields.ts';
import { lacking, proposeMapping } from './mapping.ts';
import { proposeReading } from './reading.ts';

/** Header → field, as proposed. */
function proposed(kind: ImportKind, columns: string, ...samples: string[]): Record<string, string> {
  const headers = columns.split(';');
  const mapping = proposeMapping(
    kind,
    headers,
    samples.map((sample) => sample.split(';')),
  );
  return Object.fromEntries(Object.entries(mapping).map(([field, column]) => [headers[column] ?? '', field]));
}

test('German and English headers are known', () => {
  expect(
    proposed(
      'customers',
      'Debitor;Firma;Ansprechpartner;E-Mail-Adresse;Telefon;Handy;Straße;Hausnr.;PLZ;Ort;USt-IdNr.',
    ),
  ).toEqual({
    Debitor: 'number',
    Firma: 'name',
    Ansprechpartner: 'contact_name',
    'E-Mail-Adresse': 'email',
    Telefon: 'phone',
    Handy: 'mobile',
    Straße: 'line1',
    'Hausnr.': 'house_number',
    PLZ: 'postcode',
    Ort: 'city',
    'USt-IdNr.': 'vat_id',
  });
  expect(
    proposed(
      'invoices',
      'Rechnungsnr.;Kundennummer;Belegdatum;Fällig am;Bezeichnung;Menge;Einheit;Einzelpreis;MwSt-Satz',
    ),
  ).toEqual({
    'Rechnungsnr.': 'number',
    Kundennummer: 'customer',
    Belegdatum: 'issued_on',
    'Fällig am': 'due_on',
    Bezeichnung: 'description',
    Menge: 'quantity',
    Einheit: 'unit',
    Einzelpreis: 'unit_price',
    'MwSt-Satz': 'tax_rate',
  });
  expect(proposed('jobs', 'Job No;Client;Subject;Status;Scheduled Date;Start Time')).toEqual({
    'Job No': 'number',
    Client: 'customer_name',
    Subject: 'title',
    Status: 'step',
    'Scheduled Date': 'starts_at',
    'Start Time': 'start_time',
  });
  expect(proposed('payments', 'Zahlungsdatum;Betrag;Rechnungsnummer;Zahlungsart;Verwendungszweck')).toEqual({
    Zahlungsdatum: 'received_on',
    Betrag: 'amount',
    Rechnungsnummer: 'invoice',
    Zahlungsart: 'method',
    Verwendungszweck: 'reference',
  });
});

test('values decide what a header leaves open', () => {
  expect(proposed('jobs', 'Customer;Title', '1001;a', '1002;b')).toEqual({ Customer: 'customer', Title: 'title' });
  expect(proposed('jobs', 'Customer;Title', 'Ada King;a', 'Bob Ross;b')).toEqual({
    Customer: 'customer_name',
    Title: 'title',
  });
  expect(
    proposed('customers', 'Name;x;y', 'Ada;a@example.org;+44 7700 900123', 'Bob;b@example.org;+44 7700 900124'),
  ).toEqual({ Name: 'name', x: 'email', y: 'phone' });
  expect(proposed('customers', 'Name;Type', 'Ada;Gold', 'Bob;Silver')).toEqual({ Name: 'name' });
  expect(proposed('customers', 'Name;Type', 'Ada;private', 'Bob Ltd;business')).toEqual({ Name: 'name', Type: 'kind' });
});

test('each kind says what it can not do without', () => {
  expect(lacking('payments', { amount: 0 })).toEqual([['customer', 'customer_name', 'invoice'], ['received_on']]);
  expect(lacking('customers', { last_name: 0 })).toEqual([]);
});

test('how values are written is found from them, and named when it is only usual', () => {
  const org = { country: 'GB', currency: 'GBP', timeZone: 'Europe/London', paymentTermsDays: 14 };
  const mapping = { issued_on: 0, unit_price: 1 };
  const read = (columns: string[], ...samples: string[][]) =>
    proposeReading('invoices', mapping, columns, samples, org);
  expect(read(['Date', 'Price'], ['01/02/2026', '1.234'])).toMatchObject({
    reading: { dateOrder: 'dmy', numberStyle: 'point' },
    unsure: ['dateOrder', 'numberStyle'],
  });
  expect(read(['Date', 'Price'], ['02/13/2026', '1.234,50'])).toMatchObject({
    reading: { dateOrder: 'mdy', numberStyle: 'comma' },
    unsure: [],
  });
  expect(read(['Date', 'Preis (brutto)'], ['2026-02-13', '5'])).toMatchObject({
    reading: { pricesIncludeTax: true, amountUnit: 'major' },
  });
  expect(read(['Date', 'price_minor'], ['2026-02-13', '500'])).toMatchObject({ reading: { amountUnit: 'minor' } });
});
