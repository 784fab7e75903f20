import { paths } from '../kernel/paths.ts';
import { demoEntries, type DemoEntries } from '../features/demo/index.ts';
import { hasNoOrg } from '../features/orgs/index.ts';
import { setupUrl } from '../features/setup/index.ts';
import type { Services } from '../platform/services.ts';

/** Where to go now: the set-up of a new installation, the ways into the demo world, or the office. */
export async function greeting(services: Services): Promise<string> {
  const lines = (await hasNoOrg(services))
    ? [
        `  Set it up   ${setupUrl(services)}`,
        '',
        'That address is for whoever sets it up; it opens nothing afterwards.',
      ]
    : demoLines(await demoEntries(services), services.officeUrl);
  return ['', `Doorstep is ready at ${services.baseUrl}`, '', ...lines, ''].join('\n');
}

function demoLines(demo: DemoEntries | null, officeUrl: string): string[] {
  if (demo === null) return [`  Office      ${officeUrl}${paths.office.home}`];
  const link = demo.links.find(({ kind }) => kind === 'contact') ?? demo.links[0];
  const signIn = demo.sign_in[0];
  return [
    `  Office      ${demo.office.url}`,
    `              ${demo.office.email}, password: ${demo.office.password}`,
    ...(link === undefined
      ? []
      : [`  Customer    ${link.url}`, `              the link that ${link.customer} was sent`]),
    ...(signIn === undefined
      ? []
      : [`  Sign-in     ${signIn.url}`, `              ${signIn.identifier}, PIN: ${signIn.pin} (${signIn.customer})`]),
    '',
    'Everything in it is made up. "doorstep demo" lists every way in; DEMO=no on an empty DATA_DIR begins for real.',
  ];
}

/** All ways into the demo world, for people. */
export function demoText(demo: DemoEntries): string {
  const link = (entry: DemoEntries['links'][number]) =>
    `  ${entry.kind.padEnd(10)} ${entry.customer} (${entry.org})\n             ${entry.url}`;
  return [
    'Office',
    `  ${demo.office.url}`,
    `  ${demo.office.email}, password: ${demo.office.password}`,
    '',
    'Links that customers were sent',
    ...demo.links.map(link),
    '',
    'Customers with a PIN',
    ...demo.sign_in.map(
      (entry) =>
        `  ${entry.identifier.padEnd(16)} PIN ${entry.pin}   ${entry.customer} (${entry.org})\n             ${entry.url}`,
    ),
    '',
    'Links that open nothing any more',
    ...demo.dead_links.map((entry) => `${link(entry)}  (${entry.state})`),
  ].join('\n');
}
