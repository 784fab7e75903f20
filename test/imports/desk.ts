import { expect } from 'vitest';
import { runImportTask } from '../../src/features/imports/index.ts';
import { runDueTasks } from '../../src/platform/tasks/index.ts';
import type { Answer, Browser, Fields } from '../browser.ts';
import type { Org, World } from '../world.ts';

export const GERMAN = { country: 'DE', currency: 'EUR', time_zone: 'Europe/Berlin' };

/** A file as a German program writes it. */
export const GERMAN_CUSTOMERS = `Kundennummer;Firma;Vorname;Nachname;E-Mail;Tel.;Straße;PLZ;Ort;Land;Bemerkung
1001;;Jörg;Müller;joerg@example.org;0170 1234567;Schloßstraße 5;50667;Köln;Deutschland;"Hund; bellt
nur"
1002;Böhm & Söhne GmbH;Käthe;Böhm;office@boehm.example;+49 221 555010;Übergasse 1;52349;Düren;D;
1003;;Ann;Lee;office@boehm.example;0170 1234567;;;;;
`;

/** Two invoices of the two customers of `withCustomers`. */
export const INVOICES = `Invoice number,Customer number,Invoice date,Due date,Description,Quantity,Unit price,Tax rate
R1,1,2026-10-01,2026-10-15,Windows,2,10.00,20
R1,1,,,"Roof, ""small""",1.5,8.00,5
R1,1,2026-10-01,2026-10-15,Goodwill,-1,3.00,20
R2,2,2026-10-02,,Door,1,40.00,0
`;

/** Somebody at the office who brings files. */
export interface Desk {
  org: Org;
  browser: Browser;
}

export interface FileGiven {
  kind: string;
  csv: string | Uint8Array<ArrayBuffer>;
  name?: string;
  /** Column header → field, where the proposal is not what the test means. */
  columns?: Readonly<Record<string, string>>;
  /** Choices of the form, such as dateOrder. */
  reading?: Fields;
}

/** What a test of imports does: at the office's own pages, as a person would. */
export function importing(world: World) {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const tasks = () => runDueTasks({ database: world.fresh.app, tasks: [runImportTask], services: world.services, log });

  async function desk(given: Parameters<World['org']>[0] = {}, role = 'manager'): Promise<Desk> {
    const org = await world.org(given);
    return { org, browser: await world.signInStaff(org, await world.staff(org, { role })) };
  }

  /** Uploads, keeps the proposed columns and has the file checked. Answers the import's path. */
  async function check({ browser }: Desk, file: FileGiven): Promise<string> {
    const taken = await browser.upload(
      '/office/imports',
      { kind: file.kind },
      { name: file.name ?? 'list.csv', content: file.csv },
    );
    expect(taken.location).toMatch(/^\/office\/imports\/[0-9a-f-]{36}\/mapping$/);
    const form = formIn((await browser.get(taken.location)).html);
    const columns = Object.entries(file.columns ?? {}).map(([header, field]) => [form.columnOf(header), field]);
    const path = taken.location.replace('/mapping', '');
    const checked = await browser.post(`${path}/check`, {
      ...form.values,
      ...Object.fromEntries(columns),
      ...file.reading,
    });
    expect([checked.location, checked.status === 303 ? '' : textOf(checked.html).slice(0, 600)]).toEqual([path, '']);
    await tasks();
    return path;
  }

  /** The whole way. `mode` stop: all or nothing; skip: bad rows are left out. */
  async function bring(
    at: Desk,
    file: FileGiven,
    mode: 'stop' | 'skip' = 'stop',
  ): Promise<{ path: string; page: string }> {
    const path = await check(at, file);
    await at.browser.post(`${path}/run`, { mode });
    await tasks();
    return { path, page: textOf((await at.browser.get(path)).html) };
  }

  /** A desk with two customers, 1 and 2. */
  async function withCustomers(given: Parameters<typeof desk>[0] = {}): Promise<Desk> {
    const at = await desk(given);
    await bring(at, {
      kind: 'customers',
      csv: 'Customer number,Name,Street,Postcode,Town\n1,Ada Ltd,1 Quay,TQ1,Saltmouth\n2,Bob,,,\n',
    });
    return at;
  }

  const rows = <T>(org: Org, query: string): Promise<T[]> => world.rows<T>(org, query);

  return { desk, withCustomers, check, bring, tasks, rows };
}

/** The selects and boxes of the mapping page, as a browser would send them. */
export function formIn(html: string) {
  const form = /<form action="[^"]*\/check"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const values: Record<string, string> = {};
  for (const [, attributes = '', options = ''] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = /name="([^"]*)"/.exec(attributes)?.[1] ?? '';
    const chosen = [...options.matchAll(/<option([^>]*)>/g)].find(([, option = '']) => /\sselected/.test(option));
    values[name] = /value="([^"]*)"/.exec(chosen?.[1] ?? '')?.[1] ?? '';
  }
  for (const [input] of form.matchAll(/<input[^>]*type="text"[^>]*>/g)) {
    values[/name="([^"]*)"/.exec(input)?.[1] ?? ''] = /value="([^"]*)"/.exec(input)?.[1] ?? '';
  }
  const headers = [...form.matchAll(/<th scope="row">([^<]*)<\/th>/g)].map((match) => match[1]);
  return { values, columnOf: (header: string) => `column-${headers.indexOf(header)}`, headers };
}

/** What a page says, without its markup. */
export function textOf(html: string): string {
  const body = html.slice(html.indexOf('<main'));
  const plain = body.replace(/<[^>]+>/g, ' ');
  return plain
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ');
}

export type { Answer };
