import type { Command } from './command.ts';
import { openHouse } from './house.ts';

export const workerCommand: Command = {
  name: 'worker',
  summary: 'run background tasks only, beside "doorstep web"',
  usage: 'worker',
  help: `Runs background tasks (messages, imports) without serving pages. Start as many as the work needs;
each task runs in one of them. A task cut off by a stop or a crash runs again, so none is lost.

Environment variables are those of "doorstep help start".`,
  options: {},
  words: { least: 0, most: 0 },
  async run(_values, _words, surroundings) {
    // The pages are loaded while the database starts; no other command needs them.
    const [house, { openServices, openTasks }] = await Promise.all([
      openHouse('worker', 'shared', surroundings),
      import('./serving.ts'),
    ]);
    await openTasks(house, await openServices(house, surroundings), surroundings);
    surroundings.print('Running background tasks.');
    return 'serving';
  },
};
