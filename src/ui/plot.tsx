import { usePage } from './context.tsx';

export interface PlotPoint {
  readonly label: string;
  readonly value: number;
  /** The value as read: `£2,480.00`. */
  readonly text: string;
}

const WIDTH = 440;
const BASE = 124;
const HEIGHT = 100;
const LEFT = 50;

/** A small chart, and the same as a table for whoever can't or won't read it. Values are 0 or more. */
export function Plot({
  kind,
  label,
  points,
  axis,
  labelColumn,
  valueColumn,
}: {
  kind: 'bars' | 'line';
  /** Names the chart, for example *Payments cleared, by week*. */
  label: string;
  points: readonly PlotPoint[];
  /** Words a value on the axis. */
  axis: (value: number) => string;
  labelColumn: string;
  valueColumn: string;
}) {
  const { t } = usePage();
  const top = niceTop(Math.max(0, ...points.map((point) => point.value)));
  const step = (WIDTH - LEFT) / Math.max(1, points.length);
  const x = (at: number): number => round(LEFT + step * (at + 0.5));
  const y = (value: number): number => round(BASE - (value / top) * HEIGHT);
  const last = points.length - 1;
  // At most eight labels fit 390 units of width at 11 px.
  const every = Math.max(1, Math.ceil(points.length / 8));
  return (
    <div class="plot">
      <svg viewBox={`0 0 ${WIDTH} 150`} role="img" aria-label={label}>
        <path class="ax" d={`M0 ${BASE}.5h${WIDTH}M0 ${BASE - HEIGHT / 2}.5h${WIDTH}M0 ${BASE - HEIGHT}.5h${WIDTH}`} />
        <text x="0" y={BASE - HEIGHT - 4}>
          {axis(top)}
        </text>
        <text x="0" y={BASE - HEIGHT / 2 - 4}>
          {axis(top / 2)}
        </text>
        {kind === 'bars' &&
          points.map((point, at) => (
            <rect
              key={point.label}
              class="b"
              x={round(x(at) - step * 0.35)}
              y={y(point.value)}
              width={round(step * 0.7)}
              height={round(BASE - y(point.value))}
              rx="2"
            />
          ))}
        {kind === 'line' && (
          <polyline class="ln" points={points.map((point, at) => `${x(at)},${y(point.value)}`).join(' ')} />
        )}
        {kind === 'line' && last >= 0 && <circle class="b" cx={x(last)} cy={y(points[last]?.value ?? 0)} r="4" />}
        {points.map(
          (point, at) =>
            (last - at) % every === 0 && (
              <text key={point.label} x={x(at)} y="142" text-anchor="middle">
                {point.label}
              </text>
            ),
        )}
        {last >= 0 && (
          <text class="v" x={x(last)} y={Math.max(10, y(points[last]?.value ?? 0) - 8)} text-anchor="middle">
            {points[last]?.text}
          </text>
        )}
      </svg>
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
    </div>
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
