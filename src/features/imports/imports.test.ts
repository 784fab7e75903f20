import { expect, test } from 'vitest';
import { importing } from '../../../test/imports/desk.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const { desk, bring, rows } = importing(world);

const customers = `Kundennummer;Firma;Vorname;Nachname;E-Mail;Tel.;Straße;PLZ;Ort;Land;Bemerkung
1001;;Jörg;Müller;joerg@example.org;0170 1234567;Schloßstraße 5;50667;Köln;Deutschland;"Hund; bellt
nur"
1002;Böhm & Söhne GmbH;Käthe;Böhm;office@boehm.example;+49 221 555010;Übergasse 1;52349;Düren;D;
1003;;Ann;Lee;office@boehm.example;0170 1234567;;;;;
`;

test('customers come in with their main contacts', async () => {
  const at = await desk({ country: 'DE', currency: 'EUR', time_zone: 'Europe/Berlin' });
  const { page } = await bring(at, { kind: 'customers', csv: customers });
  expect(page).toContain('3 rows imported');
  const found = await rows(
    at.org,
    'select number, kind, name, line1, city, country, notes from customers order by number',
  );
  expect(found).toEqual([
    {
      number: '1001',
      kind: 'person',
      name: 'Jörg Müller',
      line1: 'Schloßstraße 5',
      city: 'Köln',
      country: 'DE',
      notes: 'Hund; bellt\nnur',
    },
    {
      number: '1002',
      kind: 'company',
      name: 'Böhm & Söhne GmbH',
      line1: 'Übergasse 1',
      city: 'Düren',
      country: 'DE',
      notes: null,
    },
    { number: '1003', kind: 'person', name: 'Ann Lee', line1: null, city: null, country: null, notes: null },
  ]);
  const contacts = await rows(
    at.org,
    'select first_name, last_name, email, phone, is_main from contacts order by last_name',
  );
  expect(contacts).toEqual([
    { first_name: 'Käthe', last_name: 'Böhm', email: 'office@boehm.example', phone: '+49221555010', is_main: true },
    { first_name: 'Ann', last_name: 'Lee', email: 'office@boehm.example', phone: '+491701234567', is_main: true },
    { first_name: 'Jörg', last_name: 'Müller', email: 'joerg@example.org', phone: '+491701234567', is_main: true },
  ]);
});
