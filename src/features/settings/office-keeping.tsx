import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import type { officeDoor } from '../access/index.ts';
import { askForBackup, latestBackups } from '../keeping/index.ts';
import { KeepingPage } from './keeping.page.tsx';

const PATH = paths.office.settingsPage('keeping');

/** Backups: what there is, and one by hand. The files themselves are had on the machine only. */
export function keepingRoutes(door: ReturnType<typeof officeDoor>, { backups }: Services): void {
  door.get(PATH, { right: 'manage' }, async (visit) => {
    const made = await visit.read((tx) => latestBackups(tx));
    return visit.page(
      <KeepingPage frame={visit.frame} made={made} keep={backups?.keep ?? null} mayAsk={visit.may('own')} />,
    );
  });
  door.post(paths.office.settingsPart('keeping', 'backup'), { right: 'own' }, async (visit) => {
    if (backups === null) return visit.redirect(PATH, { key: 'settings.keeping-said-nowhere', tone: 'warn' });
    await visit.write((tx) => askForBackup(tx, visit.actor, visit.now));
    return visit.redirect(PATH, { key: 'settings.keeping-said-asked' });
  });
}
