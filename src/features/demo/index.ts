export { demoEntries, type DemoEntries } from './entries.ts';
export { DEMO_PASSWORD, loadDemo } from './load-demo.ts';
