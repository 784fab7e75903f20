import type { Reading } from './metrics.ts';

/** Readings of all processes as one text in Prometheus's format: each name once, the values told apart by `process`. */
export function metricsText(processes: readonly (readonly Reading[])[]): string {
  const byName = new Map<string, Reading[]>();
  for (const reading of processes.flat()) byName.set(reading.name, [...(byName.get(reading.name) ?? []), reading]);
  return [...byName.values()].map(block).join('\n') + '\n';
}

function block(readings: readonly Reading[]): string {
  const [first] = readings;
  if (first === undefined) return '';
  const { name, help, type } = first;
  const values = readings.flatMap((reading) => reading.values);
  const lines = values.map((value) => {
    const own = 'metricName' in value && typeof value.metricName === 'string' ? value.metricName : name;
    return `${own}${labelText(value.labels)} ${numberText(value.value)}`;
  });
  return [
    `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
    `# TYPE ${name} ${type}`,
    ...lines,
  ].join('\n');
}

function labelText(labels: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => {
    const text = String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    return `${label}="${text}"`;
  });
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function numberText(value: number | null): string {
  // Between processes what is no number is lost.
  if (value === null || Number.isNaN(value)) return 'NaN';
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}
