import { checkLogTask, writeHeadsChore } from './features/audit-log/index.ts';
import { forgetTriesChore, noteTriesTask } from './features/brake/index.ts';
import { tellColleagueTask } from './features/colleagues/index.ts';
import { sendDeliveryTask } from './features/deliveries/index.ts';
import { bulkGrantTask } from './features/grants/index.ts';
import { runImportTask } from './features/imports/index.ts';
import { backUpTask, nightlyBackup } from './features/keeping/index.ts';
import { sendPasswordLinkTask } from './features/logins/index.ts';
import { renewLinkTask } from './features/links/index.ts';
import { deadPinsChore, morningChore } from './features/notices/index.ts';
import { reactTask } from './reactions.ts';
import { sendSignInTask } from './features/signin/index.ts';
import { noteTryTask, sendStaffLinkTask, tellStaffTask } from './features/staff-signin/index.ts';
import { sweepUploadTask } from './features/message-files/index.ts';
import { tellOfAnswerTask } from './features/messages/index.ts';
import { finishErasureTask, makeCopyTask, retentionChore } from './features/personal-data/index.ts';
import { personalTables, retentionRules } from './personal.ts';
import type { Services } from './platform/services.ts';
import { secretsOf } from './secrets.ts';
import type { Chore, Task } from './platform/tasks/index.ts';

/**
 * Every feature's background tasks; the pages' counterpart is app.tsx. A task that is not listed here never runs, and
 * one whose name no migration has put into `doorstep_private.task_names` can't be added.
 */
export const tasks: readonly Task<{ readonly org_id: string }, Services>[] = [
  sendDeliveryTask(secretsOf),
  sendSignInTask,
  noteTriesTask,
  sendPasswordLinkTask,
  sendStaffLinkTask,
  noteTryTask,
  tellStaffTask,
  renewLinkTask,
  tellColleagueTask,
  bulkGrantTask,
  runImportTask,
  checkLogTask,
  reactTask,
  backUpTask,
  sweepUploadTask,
  tellOfAnswerTask,
  makeCopyTask(personalTables),
  finishErasureTask,
];

/** What comes back by itself, at its hour: the only list of it. */
export const chores: readonly Chore<Services>[] = [
  writeHeadsChore,
  morningChore,
  deadPinsChore,
  nightlyBackup,
  forgetTriesChore,
  retentionChore(personalTables, retentionRules),
];
