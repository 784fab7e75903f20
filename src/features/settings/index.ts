export { errorIn } from './errors.ts';
export { SettingsShell } from './frame.page.tsx';
export { settingsRoutes } from './office.tsx';
export { asTyped, told, type Shown } from './telling.ts';
