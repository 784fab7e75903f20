export { metricsRoutes, type MetricsDoor } from './answer.ts';
export { watchHouse } from './house.ts';
export { openMetrics, type Metrics, type Reading } from './metrics.ts';
export { metricsText } from './text.ts';
