import type { Hono } from 'hono';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor } from '../access/index.ts';
import { accessRoutes } from './office-access.tsx';
import { billingRoutes } from './office-billing.tsx';
import { keepingRoutes } from './office-keeping.tsx';
import { menuRoutes } from './office-menu.tsx';
import { orgRoutes } from './office-org.tsx';
import { SettingsPage } from './settings.page.tsx';

/** The settings of the office. Facts, look and access are for managers; bank details and the portal's door for owners. */
export function settingsRoutes(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get(paths.office.settings, { right: 'read' }, (visit) =>
    visit.page(<SettingsPage frame={visit.frame} manages={visit.may('manage')} isOpen={visit.org.portal_open} />),
  );
  orgRoutes(door);
  billingRoutes(door);
  menuRoutes(door);
  accessRoutes(door);
  keepingRoutes(door, services);
}
