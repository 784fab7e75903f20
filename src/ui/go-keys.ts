import { paths } from '../kernel/paths.ts';

/** `g` and one of these goes to a place of the office. Read by the script and by the page that lists the keys. */
export const GO_KEYS: readonly { readonly key: string; readonly path: string }[] = [
  { key: 'h', path: paths.office.home },
  { key: 'j', path: paths.office.jobs },
  { key: 'i', path: paths.office.invoices },
  { key: 'p', path: paths.office.payments },
  { key: 'c', path: paths.office.customers },
  { key: 's', path: paths.office.sites },
  { key: 'm', path: '/office/messages' },
  { key: 'd', path: paths.office.deliveries },
  { key: 'f', path: paths.office.imports },
  { key: 'e', path: paths.office.settings },
  { key: 'n', path: paths.office.notices },
];
