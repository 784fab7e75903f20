export { officeStatements, statementTab } from './office.tsx';
export { statementPortal } from './portal.tsx';
