import type { Command } from './command.ts';
import { openHouse } from './house.ts';
import { isOneOfSeveral, openWebProcesses } from './web-processes.ts';

export const webCommand: Command = {
  name: 'web',
  summary: 'serve the pages only; tasks run in "doorstep worker"',
  usage: 'web [--port N] [--host ADDRESS]',
  help: `Serves the portal and the office without running background tasks, for installations that
run "doorstep worker" beside it, on this machine or another. Any number of both may use one
database. It never migrates a database of your own: run "doorstep migrate" first.

  --port N          listen on this port instead of PORT
  --host ADDRESS    listen on this address instead of HOST

Environment variables are those of "doorstep help start".`,
  options: { port: { type: 'string' }, host: { type: 'string' } },
  words: { least: 0, most: 0 },
  async run(_values, _words, surroundings) {
    // The pages are loaded while the database starts; no other command needs them.
    const [house, { openDoor, openServices }] = await Promise.all([
      openHouse('web', 'shared', surroundings),
      import('./serving.ts'),
    ]);
    const { webConcurrency, baseUrl } = surroundings.config;
    if (webConcurrency === 1 || isOneOfSeveral) await openDoor(await openServices(house, surroundings), surroundings);
    else await openWebProcesses(webConcurrency, surroundings);
    if (!isOneOfSeveral) surroundings.print(`Serving ${baseUrl} without background tasks.`);
    return 'serving';
  },
};
