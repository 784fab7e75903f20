export { eraseAgain } from './again.ts';
export { erasureBook } from './erasure-book.ts';
export { personalOffice } from './office.tsx';
export { requestsPersonal } from './personal.ts';
export { personalPortal } from './portal.tsx';
export { retentionChore } from './retention.ts';
export { finishErasureTask, makeCopyTask } from './tasks.ts';
