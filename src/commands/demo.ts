import { Explained } from '../platform/explained.ts';
import type { Command } from './command.ts';
import { openHouse } from './house.ts';

export const demoCommand: Command = {
  name: 'demo',
  summary: 'fill an empty database with the demo world, and list the ways into it',
  usage: 'demo [--json]',
  help: `Two made-up businesses with customers, jobs, invoices and messages, whose days lie around today.
They are loaded into an empty database only; where there are real customers, nothing is written.
Then it prints the ways in: the office's sign-in, customers' links, and customers with a PIN.
It may be run while Doorstep is running.

  --json            print them as JSON: base_url, office {url, email, password},
                    links [{kind, customer, org, url}], sign_in [{customer, org, url,
                    identifier, pin}], passwords [{customer, org, url, username, password}],
                    dead_links [{kind, customer, org, url, state}]

Environment variables are those of "doorstep help start"; links lead to BASE_URL.`,
  options: { json: { type: 'boolean' } },
  words: { least: 0, most: 0 },
  async run(values, _words, surroundings) {
    const [house, { openServices }, { demoEntries, loadDemo }, { demoText }] = await Promise.all([
      openHouse('demo', 'shared', surroundings),
      import('./serving.ts'),
      import('../features/demo/index.ts'),
      import('./greeting.ts'),
    ]);
    const { services } = await openServices(house, surroundings);
    await loadDemo(services);
    const entries = await demoEntries(services);
    if (entries === null)
      throw new Explained('This database has customers of its own, so the demo world stays out of it.');
    surroundings.print(values['json'] === true ? JSON.stringify(entries, null, 2) : demoText(entries));
    return 0;
  },
};
