export { deadPinsChore, morning, morningChore } from './daily.ts';
export { noticeRoutes, readAllDeed } from './office.tsx';
export { tellStaff } from './tell-staff.ts';
export { noticesPersonal } from './personal.ts';
