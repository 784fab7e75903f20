import { FormReader, type TypedForm } from '../../platform/http/index.ts';
import type { SiteForm } from './site.ts';

/** The form of a site; limits are those of the table. @throws Invalid */
export function readSite(form: TypedForm): SiteForm {
  const reader = new FormReader(form);
  const site = {
    name: reader.needed('name', { most: 200, missing: 'sites.problem-name' }),
    line1: reader.text('line1', { most: 200 }),
    line2: reader.text('line2', { most: 200 }),
    postcode: reader.text('postcode', { most: 20 }),
    city: reader.text('city', { most: 120 }),
    region: reader.text('region', { most: 120 }),
    country: reader.country('country'),
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
