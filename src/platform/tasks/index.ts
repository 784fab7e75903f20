export type { Chore } from './chore.ts';
export { addTask, defineTask, type Task, type TaskContext, type TaskOptions } from './task.ts';
export { runDueTasks, startTaskRunner, type TaskEnd, type TaskRunner, type TaskRunnerOptions } from './runner.ts';
