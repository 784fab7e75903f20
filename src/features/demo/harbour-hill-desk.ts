import type { DemoFilter, DemoNotice } from './content.ts';

/** Ways to look at a list that the whole team has. */
export const harbourFilters: readonly DemoFilter[] = [
  { list: 'jobs', name: 'Paused', query: 'step=paused' },
  { list: 'invoices', name: 'Overdue', query: 'state=overdue' },
];

/** What the bell tells: the newest two are unread. */
export const harbourNotices: readonly DemoNotice[] = [
  {
    kind: 'message',
    customer: '10102',
    day: 0,
    hour: 6.9,
    data: { name: 'Amara Nwosu', customer: 'Hilltop Surgery' },
  },
  {
    kind: 'link_asked',
    customer: '10299',
    day: -1,
    hour: 20,
    data: { name: 'Rosemary Tain', customer: 'Rosemary Tain' },
  },
  {
    kind: 'message',
    customer: '10318',
    day: -2,
    hour: 9.4,
    isRead: true,
    data: { name: 'Priya Raman', customer: 'Priya Raman' },
  },
  {
    kind: 'details',
    customer: '10044',
    contact: 'Morwenna',
    day: -5,
    hour: 11.2,
    isRead: true,
    data: { name: 'Morwenna Pascoe', customer: 'The Crab Shack', fields: 'phone' },
  },
  { kind: 'overdue', day: -11, hour: 7.1, isRead: true, data: { count: 1 } },
];
