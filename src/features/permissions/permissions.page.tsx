import {
  CHOICES,
  choiceIn,
  effective,
  LIVE_AREAS,
  type Area,
  type Choice,
  type Layer,
  type StoredChoices,
} from '../../kernel/permissions.ts';
import { FormGroup, Icon, SelectField, usePage } from '../../ui/index.ts';
import { choiceField, INHERIT, type Layers } from './choices.ts';
import { DecidedBy, type LayerHrefs } from './layers.page.tsx';
import { areaHint, areaWord, choiceWord } from './words.ts';

const LATER: readonly { readonly topic: 'work' | 'money' | 'places'; readonly areas: readonly Area[] }[] = [
  { topic: 'work', areas: ['jobs_create', 'quotes', 'quotes_create', 'bookings'] },
  { topic: 'money', areas: ['pay', 'payment_data', 'contracts'] },
  {
    topic: 'places',
    areas: [
      'live_jobs',
      'live_pictures',
      'live_visits',
      'live_filter',
      'live_service_name',
      'live_service_pictures',
      'equipment',
    ],
  },
];

/** What somebody may do, and which layer decided it. */
export function EffectiveTable({ layers, hrefs }: { layers: Layers; hrefs: LayerHrefs }) {
  const { t } = usePage();
  return (
    <table class="perm">
      <thead>
        <tr>
          <th scope="col">{t('permissions.column-area')}</th>
          <th scope="col">{t('permissions.column-effective')}</th>
          <th scope="col">{t('permissions.column-from')}</th>
        </tr>
      </thead>
      <tbody>
        {LIVE_AREAS.map((area) => {
          const { choice, from } = effective(area, { customer: {}, ...layers });
          const closed = choice === 'none' || choice === 'no';
          return (
            <tr key={area}>
              <th scope="row">{areaWord(area, t)}</th>
              <td class={closed ? 'no' : 'yes'}>
                <Icon name={closed ? 'minus' : 'check'} /> {choiceWord(area, choice, t)}
              </td>
              <td class={from === 'customer' || from === 'contact' ? 'set' : 'soft'}>
                <DecidedBy from={from} hrefs={hrefs} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/**
 * The fields of one layer: a choice for every area, with what is in force now and who decided it. `typed` are the
 * values of a form that came back. The caller brings the form and its button.
 */
export function ChoiceFields({
  layer,
  layers,
  typed,
}: {
  layer: Layer;
  layers: Layers;
  typed?: Readonly<Record<string, string>> | undefined;
}) {
  const { t } = usePage();
  const field = (area: Area) => <ChoiceField key={area} area={area} layer={layer} layers={layers} typed={typed} />;
  const live: readonly Area[] = LIVE_AREAS;
  return (
    <>
      <FormGroup title={t('permissions.group-live')}>{live.map(field)}</FormGroup>
      <FormGroup title={t('permissions.group-later')} text={t('permissions.group-later-text')}>
        {LATER.map(({ topic, areas }) => (
          <details key={topic}>
            <summary>{t(`permissions.topic-${topic}`)}</summary>
            <div class="stack">{areas.filter((area) => !live.includes(area)).map(field)}</div>
          </details>
        ))}
      </FormGroup>
    </>
  );
}

function ChoiceField({
  area,
  layer,
  layers,
  typed,
}: {
  area: Area;
  layer: Layer;
  layers: Layers;
  typed: Readonly<Record<string, string>> | undefined;
}) {
  const { t } = usePage();
  const now = effective(area, { customer: {}, ...layers });
  const above = effective(area, aboveLayer(layer, layers));
  const own = choiceIn(layers[layer], area);
  const name = choiceField(area);
  const hint = areaHint(area, t);
  const state = t('permissions.now', {
    choice: choiceWord(area, now.choice, t),
    source: t(`permissions.from-${now.from ?? 'none'}`),
  });
  const choices: readonly Choice[] = CHOICES[area];
  return (
    <SelectField
      name={name}
      label={areaWord(area, t)}
      hint={hint === undefined ? state : `${hint} ${state}`}
      value={typed?.[name] ?? own ?? (layer === 'org' ? now.choice : INHERIT)}
      options={[
        ...(layer === 'org'
          ? []
          : [
              {
                value: INHERIT,
                label: t(`permissions.inherit-${layer}`, { choice: choiceWord(area, above.choice, t) }),
              },
            ]),
        ...choices.map((choice) => ({ value: choice, label: choiceWord(area, choice, t) })),
      ]}
    />
  );
}

/** What would hold if this layer said nothing. */
function aboveLayer(layer: Layer, layers: Layers): { org: StoredChoices; customer: StoredChoices } {
  if (layer === 'contact') return { org: layers.org, customer: layers.customer ?? {} };
  return { org: layer === 'customer' ? layers.org : {}, customer: {} };
}
