import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type MetricObjectWithValues,
  type MetricValue,
} from 'prom-client';
import type { TaskEnd } from '../tasks/index.ts';

/** What a process tells of itself, as numbers: routes and names of tasks, never what was asked for or by whom. */
export type Metrics = {
  /** Times every request by its route's pattern. */
  readonly timing: MiddlewareHandler;
  taskEnded(end: TaskEnd): void;
  /** A number that is looked up whenever somebody reads the metrics. */
  watch(name: string, help: string, look: () => number): void;
  /** The same for numbers by one label, looked up together. */
  watchBy(name: string, help: string, label: string, look: () => Promise<ReadonlyMap<string, number>>): void;
  /** What there is, for `metricsText`. */
  read(): Promise<readonly Reading[]>;
};

export type Reading = MetricObjectWithValues<MetricValue<string>>;

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const taskSeconds = [0.01, 0.1, 1, 10, 60, 600];

/** `process` tells the processes of one installation apart: `web-1`, `main`. */
export function openMetrics(process: string): Metrics {
  const register = new Registry();
  register.setDefaultLabels({ process });
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 20 });
  const registers = [register];
  const requests = new Histogram({
    name: 'doorstep_http_request_seconds',
    help: 'How long requests took, by method, pattern of the route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: requestSeconds,
    registers,
  });
  const tasks = new Histogram({
    name: 'doorstep_task_seconds',
    help: 'How long background tasks took, by name and result (done, failed, given up).',
    labelNames: ['task', 'result'],
    buckets: taskSeconds,
    registers,
  });
  const failures = new Counter({
    name: 'doorstep_metrics_failures_total',
    help: 'How often a number could not be looked up.',
    registers,
  });
  return {
    timing: async (c, next) => {
      const beganMs = performance.now();
      await next();
      const labels = { method: methodOf(c.req.method), route: routePath(c, -1), status: String(c.res.status) };
      requests.observe(labels, (performance.now() - beganMs) / 1000);
    },
    taskEnded: ({ task, result, seconds }) => tasks.observe({ task, result }, seconds),
    watch(name, help, look) {
      const gauge: Gauge = new Gauge({ name, help, registers: [], collect: () => void gauge.set(look()) });
      register.registerMetric(gauge);
    },
    watchBy(name, help, label, look) {
      const collect = async () => {
        gauge.reset();
        try {
          for (const [value, count] of await look()) gauge.set({ [label]: value }, count);
        } catch {
          // The database is away, which the other numbers tell.
          failures.inc();
        }
      };
      const gauge: Gauge = new Gauge({ name, help, labelNames: [label], registers: [], collect });
      register.registerMetric(gauge);
    },
    async read() {
      return await register.getMetricsAsJSON();
    },
  };
}

/** Methods are few; a client may invent others without end. */
function methodOf(method: string): string {
  return ['GET', 'HEAD', 'POST'].includes(method) ? method : 'other';
}
