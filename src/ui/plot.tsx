import { usePage } from './context.tsx';

export interface PlotPoint {
  readonly label: string;
  readonly value: number;
  /** The value as read: `£2,480.00`. */
  readonly text: string;
}

export interface PlotProps {
  readonly kind: 'bars' | 'line';
  /** Names the chart, for example *Payments cleared, by week*. */
  readonly label: string;
  /** At least one, oldest first; values are 0 or more. */
  readonly points: readonly PlotPoint[];
  /** Words a value on the axis. */
  readonly axis: (value: number) => string;
  readonly labelColumn: string;
  readonly valueColumn: string;
}

// User units; the drawing is as wide as its column.
const WIDTH = 440;
const BASE = 124;
const HEIGHT = 100;
const LEFT = 50;
/** More labels of 11 units don't fit the width. */
const LABELS = 8;

/** A small chart, and the same as a table for whoever can't or won't read it. */
export function Plot(props: PlotProps) {
  return (
    <div class="plot">
      <Chart {...props} />
      <PlotTable {...props} />
    </div>
  );
}

function Chart({ kind, label, points, axis }: PlotProps) {
  const top = niceTop(Math.max(0, ...points.map((point) => point.value)));
  const step = (WIDTH - LEFT) / Math.max(1, points.length);
  const placed = points.map((point, at) => ({
    ...point,
    x: round(LEFT + step * (at + 0.5)),
    y: round(BASE - (point.value / top) * HEIGHT),
  }));
  const last = placed.at(-1);
  const every = Math.max(1, Math.ceil(points.length / LABELS));
  return (
    <svg viewBox={`0 0 ${WIDTH} 150`} role="img" aria-label={label}>
      <path class="ax" d={[BASE, BASE - HEIGHT / 2, BASE - HEIGHT].map((y) => `M0 ${y}.5h${WIDTH}`).join('')} />
      {[1, 2].map((part) => (
        <text key={part} x="0" y={BASE - HEIGHT / part - 4}>
          {axis(top / part)}
        </text>
      ))}
      {kind === 'bars' &&
        placed.map(({ label: key, x, y }) => (
          <rect
            key={key}
            class="b"
            x={round(x - step * 0.35)}
            y={y}
            width={round(step * 0.7)}
            height={round(BASE - y)}
            rx="2"
          />
        ))}
      {kind === 'line' && <polyline class="ln" points={placed.map(({ x, y }) => `${x},${y}`).join(' ')} />}
      {kind === 'line' && last !== undefined && <circle class="b" cx={last.x} cy={last.y} r="4" />}
      {placed
        .filter((_, at) => (placed.length - 1 - at) % every === 0)
        .toReversed()
        .map(({ label: key, x }, at) => (
          <text
            key={key}
            x={at === 0 ? WIDTH : x}
            y="142"
            class={at % 2 === 1 ? 'alt' : undefined}
            text-anchor={at === 0 ? 'end' : 'middle'}
          >
            {key}
          </text>
        ))}
      {last !== undefined && (
        <text class="v" x={WIDTH} y={Math.max(14, last.y - 8)} text-anchor="end">
          {last.text}
        </text>
      )}
    </svg>
  );
}

function PlotTable({ points, labelColumn, valueColumn }: PlotProps) {
  const { t } = usePage();
  return (
    <details class="small">
      <summary>{t('ui.plot-table')}</summary>
      <table class="perm">
        <thead>
          <tr>
            <th scope="col">{labelColumn}</th>
            <th scope="col">{valueColumn}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row">{point.label}</th>
              <td class="num">{point.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The next 1, 2, 2.5 or 5 times a power of ten, so that half of it is round too. */
function niceTop(highest: number): number {
  if (highest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
