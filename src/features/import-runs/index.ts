export { type Counts, finishRun, noCounts, TakenOver, type PreviewRow } from './progress.ts';
export type { RunMode, Run } from './run.ts';
export { runImport } from './run-import.ts';
export { ImportStopped } from './stopped.ts';
