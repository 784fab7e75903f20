import { createApp } from '../src/app.tsx';
import { tasks } from '../src/background.ts';
import { withClient } from '../src/platform/db/connection.ts';
import type { MailMessage, MailSender } from '../src/platform/mail/index.ts';
import type { SendResult } from '../src/platform/sending/index.ts';
import type { Services } from '../src/platform/services.ts';
import type { SmsMessage, SmsSender } from '../src/platform/sms/index.ts';
import { runDueTasks } from '../src/platform/tasks/index.ts';
import { Browser } from './browser.ts';
import type { World } from './world.ts';

const SENT: SendResult = { outcome: 'sent', answer: '250 queued' };

/** A post office for tests: takes every message, and answers as it is told. */
export function postOffice(world: World) {
  const mails: MailMessage[] = [];
  const texts: SmsMessage[] = [];
  const answers: SendResult[] = [];
  const answer = async (): Promise<SendResult> => answers.shift() ?? SENT;
  const mail: MailSender = { send: async (message) => (mails.push(message), answer()), close: () => undefined };
  const sms: SmsSender = { send: async (message) => (texts.push(message), answer()) };
  const services: Services = { ...world.services, senders: { mail, sms } };
  const app = createApp(services);
  return {
    services,
    /** What was handed to each sender. */
    mails,
    texts,
    /** What the senders say next, one for each message; after that they take everything. */
    answers,
    /** The product with these senders. */
    browser: () => new Browser(app, services),
  };
}

/** Runs the tasks that are due by the database's clock. */
export function runTasks(world: World, services: Services = world.services): Promise<void> {
  return runDueTasks({ database: world.fresh.app, tasks, services, log: services.log });
}

/** Lets the tasks that wait for their time be due, as if that time had come. */
export async function hurryTasks(world: World): Promise<void> {
  await withClient(world.fresh.admin, { name: 'test' }, (client) =>
    client.query('update graphile_worker._private_jobs set run_at = now()'),
  );
}
