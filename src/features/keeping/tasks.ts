import { z } from 'zod';
import type { Services } from '../../platform/services.ts';
import { defineTask, type Chore } from '../../platform/tasks/index.ts';

type Backups = Pick<Services, 'backups'>;

/** At night for most of those whose day it is not by UTC either. */
export const nightlyBackup: Chore<Backups> = {
  name: 'nightly-backup',
  when: '30 2 * * *',
  run: async ({ backups }) => await backups?.make(),
};

/** The backup that the office asks for. It is of the whole installation, whichever org asks. */
export const backUpTask = defineTask(
  'back-up',
  z.object({ org_id: z.uuid() }),
  async (_payload, { services }: { services: Backups }) => await services.backups?.make(),
);
