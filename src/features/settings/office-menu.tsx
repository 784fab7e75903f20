import { Invalid, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { menuOf, type MenuEntry, type officeDoor, type OfficeVisit } from '../access/index.ts';
import { changeMenu } from '../orgs/index.ts';
import { MenuPage } from './menu.page.tsx';
import { checkMenu, readMenu } from './read-menu.ts';
import { told } from './telling.ts';

const PATH = paths.office.settingsPage('menu');

/** The portal's menu. Moving and previewing write nothing: the form comes back as it would be, until it is saved. */
export function menuRoutes(door: ReturnType<typeof officeDoor>): void {
  door.get(PATH, { right: 'manage' }, (visit) => menuPage(visit, menuOf(visit.org.portal_menu)));
  door.post(PATH, { right: 'manage' }, async (visit) => {
    const menu = readMenu(visit.form);
    try {
      checkMenu(menu);
    } catch (error) {
      if (error instanceof Invalid) return menuPage(visit, menu, error.problems);
      throw error;
    }
    if (visit.form.text('step') !== 'save') return menuPage(visit, menu, []);
    const changed = await visit.write((tx) => changeMenu(tx, visit.actor, menu, visit.now));
    return visit.redirect(PATH, changed ? { key: 'menu.said' } : { key: 'rights.same', tone: 'info' });
  });
}

/** `problems` come with a form that was sent; without them it is the menu as stored. */
function menuPage(visit: OfficeVisit, menu: readonly MenuEntry[], problems?: readonly Problem[]): Response {
  return visit.page(
    <MenuPage
      frame={visit.frame}
      org={visit.org}
      menu={menu}
      isDraft={problems !== undefined}
      problems={told(problems ?? [], visit.t)}
    />,
    (problems ?? []).length > 0 ? 422 : 200,
  );
}
