export { queueNotice, type LinkAbout } from './notices.ts';
export { queueStaffNews, STAFF_NEWS } from './staff-news.ts';
