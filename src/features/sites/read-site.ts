import { FormReader, type TypedForm } from '../../platform/http/index.ts';
import type { Site, SiteForm } from './site.ts';

/** The form of a site; limits are those of the table, and the postcode is one of its country or, else, of `home`. @throws Invalid */
export function readSite(form: TypedForm, home: string, stored: Pick<Site, 'postcode' | 'country'> | null): SiteForm {
  const reader = new FormReader(form);
  const site = {
    name: reader.needed('name', { most: 200, missing: 'sites.problem-name' }),
    ...reader.address(home, stored),
    ...point(reader),
    time_zone: reader.timeZone('time_zone'),
    access_notes: reader.text('access_notes', { most: 2000, lines: true }),
  };
  const customerNumber = reader.text('customer', { most: 32 });
  reader.done();
  return { site, customerNumber };
}

function point(reader: FormReader): { latitude: number | null; longitude: number | null } {
  const latitude = degrees(reader, 'latitude', 90);
  const longitude = degrees(reader, 'longitude', 180);
  const isHalf = (latitude === null) !== (longitude === null);
  if (isHalf && !reader.hasProblem('latitude') && !reader.hasProblem('longitude')) {
    reader.problem(latitude === null ? 'latitude' : 'longitude', 'sites.problem-pair');
  }
  return { latitude, longitude };
}

/** Decimal degrees, with a point or a comma, and a minus as a keyboard or a book writes it. */
function degrees(reader: FormReader, field: 'latitude' | 'longitude', most: number): number | null {
  const text = reader.text(field, { most: 40 });
  if (text === null) return null;
  const plain = text.replace(/^[−–]/, '-').replace(',', '.').replace(/°$/, '').trim();
  const value = /^-?\d{1,3}(\.\d{1,20})?$/.test(plain) ? Number(plain) : NaN;
  if (Math.abs(value) <= most) return value;
  reader.problem(field, `sites.problem-${field}`);
  return null;
}
