import type { Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { formatBytes, themeProblems } from '../../ui/index.ts';
import { orgView } from '../access/index.ts';
import type { officeDoor, OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import {
  changeLogo,
  changeOrg,
  LOGO_BYTES,
  LOGO_HEIGHT,
  LOGO_WIDTH,
  readLogo,
  type LogoRefusal,
} from '../orgs/index.ts';
import { LookPage } from './look.page.tsx';
import { told } from './telling.ts';

const PATH = paths.office.settingsPage('look');
/** Far beyond the limit of a logo, so that a picture that is too big is told its size instead of being cut off. */
const UPLOAD_BYTES = 8_000_000;

export function lookRoutes(door: ReturnType<typeof officeDoor>): void {
  door.get(PATH, { right: 'manage' }, (visit) => lookPage(visit, visit.org.accent));
  door.post(PATH, { right: 'manage' }, async (visit) => {
    const typed = visit.form.text('accent').toLowerCase();
    const accent = /^[0-9a-f]{6}$/.test(typed) ? `#${typed}` : typed;
    const problems = themeProblems(accent).map((key) => ({ field: 'accent', key }));
    if (problems.length > 0) return lookPage(visit, typed, problems);
    const facts = { accent };
    await visit.write((tx) => changeOrg(tx, visit.actor, { event: 'org.look_changed', facts, now: visit.now }));
    return visit.redirect(PATH, { key: 'settings.saved' });
  });
  door.post(paths.office.settingsPart('look', 'logo'), { right: 'manage', mostBytes: UPLOAD_BYTES }, saveLogo);
  door.post(paths.office.settingsPart('look', 'logo-removal'), { right: 'manage' }, async (visit) => {
    await visit.write((tx) => changeLogo(tx, visit.actor, null, visit.now));
    return visit.redirect(PATH, { key: 'settings.logo-removed' });
  });
}

async function saveLogo(visit: OfficeFormVisit): Promise<Response> {
  const file = visit.form.file('logo');
  const read = readLogo(new Uint8Array((await file?.arrayBuffer()) ?? []));
  if ('refusal' in read) return lookPage(visit, visit.org.accent, [logoProblem(read.refusal, visit.locale)]);
  await visit.write((tx) => changeLogo(tx, visit.actor, read.picture, visit.now));
  return visit.redirect(PATH, { key: 'settings.logo-saved' });
}

function logoProblem({ reason, bytes, width, height }: LogoRefusal, locale: string): Problem {
  return {
    field: 'logo',
    key: `settings.logo-${reason}`,
    values: {
      size: formatBytes(bytes, locale),
      width,
      height,
      mostHeight: LOGO_HEIGHT,
      mostWidth: LOGO_WIDTH,
      mostSize: formatBytes(LOGO_BYTES, locale),
    },
  };
}

function lookPage(visit: OfficeVisit, accent: string, problems: readonly Problem[] = []): Response {
  const { org } = visit;
  return visit.page(
    <LookPage
      frame={visit.frame}
      accent={accent}
      saved={org.accent}
      org={orgView(org)}
      problems={told(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
