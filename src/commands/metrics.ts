import cluster from 'node:cluster';
import { openMetrics, metricsText, type Metrics, type Reading } from '../platform/metrics/index.ts';

/*
 * Each process counts for itself. Whoever is asked for the metrics tells those of all: one of several web processes asks its
 * parent, which asks every other one, over the channel between them.
 */

/** A process that does not answer in this time is left out. */
const patienceMs = 2_000;

type Question = { readonly ask: 'own metrics' | 'all metrics'; readonly id: number };
type Answer = { readonly answer: number; readonly readings: readonly (readonly Reading[])[] };

let count = 0;
const waiting = new Map<number, (readings: Answer['readings']) => void>();

/** The metrics of this process; `web-2` is the second web process. */
export function openProcessMetrics(): Metrics {
  const metrics = openMetrics(cluster.worker === undefined ? 'main' : `web-${cluster.worker.id}`);
  if (cluster.worker !== undefined) {
    process.on('message', (message) => {
      if (isAnswer(message)) hear(message);
      if (isQuestion(message)) void metrics.read().then((own) => process.send?.(answerTo(message, [own])));
    });
  } else {
    cluster.on('message', (worker, message) => {
      if (isAnswer(message)) hear(message);
      if (isQuestion(message)) void readAll(metrics).then((all) => worker.send(answerTo(message, all)));
    });
  }
  return metrics;
}

/** The text of `GET /metrics`: this process's numbers, its parent's and its siblings'. */
export async function allMetrics(metrics: Metrics): Promise<string> {
  const all =
    cluster.worker === undefined
      ? await readAll(metrics)
      : await asked('all metrics', (question) => process.send?.(question));
  return metricsText(all);
}

async function readAll(metrics: Metrics): Promise<Answer['readings']> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected() === true);
  const others = workers.map((worker) => asked('own metrics', (question) => worker?.send(question)));
  return [await metrics.read(), ...(await Promise.all(others)).flat()];
}

function asked(ask: Question['ask'], send: (question: Question) => void): Promise<Answer['readings']> {
  count += 1;
  const id = count;
  return new Promise((resolve) => {
    const timer = setTimeout(() => hear({ answer: id, readings: [] }), patienceMs);
    waiting.set(id, (readings) => {
      clearTimeout(timer);
      resolve(readings);
    });
    send({ ask, id });
  });
}

function hear({ answer, readings }: Answer): void {
  waiting.get(answer)?.(readings);
  waiting.delete(answer);
}

function answerTo({ id }: Question, readings: Answer['readings']): Answer {
  return { answer: id, readings };
}

function isQuestion(message: unknown): message is Question {
  return typeof message === 'object' && message !== null && 'ask' in message && 'id' in message;
}

function isAnswer(message: unknown): message is Answer {
  return typeof message === 'object' && message !== null && 'answer' in message && 'readings' in message;
}
