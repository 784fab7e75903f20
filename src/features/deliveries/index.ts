export { deliveryRoutes } from './office.tsx';
export { holdWaiting } from './hold-waiting.ts';
export { queueNotice, type LinkAbout, type Notice } from './notices.ts';
export { queueDelivery, type NewDelivery, type Recipient } from './queue-delivery.ts';
export { type ResolveSecret, type Secret, type SecretKind, type SecretReference } from './secrets.ts';
export { queueStaffNews, STAFF_NEWS, type StaffNews } from './staff-news.ts';
export { sendDeliveryTask } from './tasks.ts';
export { retryDelivery } from './retry-delivery.ts';
