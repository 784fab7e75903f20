export { colleaguesPortal } from './portal.tsx';
export { tellColleagueTask } from './tasks.ts';
