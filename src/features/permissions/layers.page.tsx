import { AREAS, choiceIn, effective, LIVE_AREAS, type Area, type Layer } from '../../kernel/permissions.ts';
import { Grid, Icon, usePage } from '../../ui/index.ts';
import type { Layers } from './choices.ts';
import { areaWord, choiceWord, layerWord } from './words.ts';

/** Where each layer is changed; a layer the reader may not change has no address. */
export type LayerHrefs = Readonly<Partial<Record<Layer, string>>>;

const LAYERS = ['org', 'customer', 'contact'] as const;

/** Every area with what each layer says, what is in force, and which layer decided it. */
export function LayersTable({ label, layers, hrefs }: { label: string; layers: Layers; hrefs: LayerHrefs }) {
  const { t } = usePage();
  const live: readonly Area[] = LIVE_AREAS;
  return (
    <Grid
      label={label}
      rows={[...live, ...AREAS.filter((area) => !live.includes(area))]}
      rowKey={(area) => area}
      columns={[
        {
          id: 'area',
          title: t('rights.layers-area'),
          heads: true,
          cell: (area) => (
            <>
              {areaWord(area, t)}
              {!live.includes(area) && <span class="soft small block">{t('rights.layers-later')}</span>}
            </>
          ),
        },
        ...LAYERS.map((layer) => ({
          id: layer,
          title: t(`rights.layers-${layer}`),
          cell: (area: Area) => {
            const own = choiceIn(layers[layer], area);
            return own === null ? <span class="soft">{t('rights.layers-none')}</span> : choiceWord(area, own, t);
          },
        })),
        {
          id: 'effective',
          title: t('rights.layers-effective'),
          cell: (area) => {
            const { choice } = effective(area, { customer: {}, ...layers });
            const closed = choice === 'none' || choice === 'no';
            return (
              <b>
                <Icon name={closed ? 'minus' : 'check'} /> {choiceWord(area, choice, t)}
              </b>
            );
          },
        },
        {
          id: 'decided',
          title: t('rights.layers-decided'),
          cell: (area) => <DecidedBy from={effective(area, { customer: {}, ...layers }).from} hrefs={hrefs} />,
        },
      ]}
    />
  );
}

/** The layer that decided, leading to where it is changed. */
export function DecidedBy({ from, hrefs }: { from: Layer | null; hrefs: LayerHrefs }) {
  const { t } = usePage();
  const href = from === null ? undefined : hrefs[from];
  return href === undefined ? <>{layerWord(from, t)}</> : <a href={href}>{layerWord(from, t)}</a>;
}
