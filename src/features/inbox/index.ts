export { officeMessages } from './office.tsx';
export { customerThreads, invoiceThreads, jobThreads } from './panels.tsx';
