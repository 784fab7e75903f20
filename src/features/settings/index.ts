export { errorIn } from './errors.ts';
export { SettingsShell } from './frame.page.tsx';
export { settingsRoutes } from './office.tsx';
export { told } from './telling.ts';
