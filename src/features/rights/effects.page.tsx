import { withQuery } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  Empty,
  Form,
  Grid,
  Icon,
  OfficeHead,
  OfficeShell,
  usePage,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';
import { affectedName, effectWords } from './effect-words.ts';
import type { Affected, Effects } from './effects.ts';
import { SEEN, STEP } from './review.ts';

export interface EffectsPageProps {
  readonly frame: OfficeFrame;
  /** Whose rights change. */
  readonly title: string;
  /** What is changed, in a sentence. */
  readonly text?: Children;
  /** Where *Save* and *Back* send the form. */
  readonly action: string;
  /** Everything that was typed, which travels on. */
  readonly typed: Readonly<Record<string, string | readonly string[]>>;
  readonly effects: Effects;
  /** Something changed since the list was shown. */
  readonly again: boolean;
  /** The file with everybody. */
  readonly fileHref?: string | undefined;
  readonly deed?: string | undefined;
}

/** Before anything is saved: who gains and who loses what, by name. */
export function EffectsPage(props: EffectsPageProps) {
  const { t } = usePage();
  const { frame, title, text, action, typed, effects, again, fileHref, deed } = props;
  const { people, count } = effects;
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} />
      {again && <Banner tone="warn">{t('rights.again')}</Banner>}
      {text !== undefined && <p>{text}</p>}
      {count === 0 ? (
        <Empty icon="users" title={t('rights.nobody')} text={t('rights.nobody-text')} />
      ) : (
        <>
          <p>
            <b>{t('rights.so-many', { count })}</b> {t('rights.at-once')}
          </p>
          <EffectsGrid people={people} />
          {count > people.length && <p class="soft">{t('rights.more', { shown: people.length, count })}</p>}
          {fileHref !== undefined && (
            <p>
              <a href={fileHref}>
                <Icon name="file-spreadsheet" /> {t('rights.file')}
              </a>
            </p>
          )}
        </>
      )}
      <Form action={action}>
        <Carried typed={typed} />
        <input type="hidden" name={SEEN} value={effects.fingerprint} />
        <div class="savebar">
          <Button kind="main" name={STEP} value="save">
            {deed ?? t('rights.save')}
          </Button>
          <Button name={STEP} value="back">
            {t('rights.back')}
          </Button>
          <span class="soft">{t('rights.nothing-yet')}</span>
        </div>
      </Form>
    </OfficeShell>
  );
}

function Carried({ typed }: { typed: EffectsPageProps['typed'] }) {
  return (
    <>
      {Object.entries(typed)
        .filter(([name]) => name !== 'csrf' && name !== STEP && name !== SEEN)
        .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })))
        .map(({ name, value }) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

function EffectsGrid({ people }: { people: readonly Affected[] }) {
  const { t } = usePage();
  return (
    <Grid
      label={t('rights.list')}
      rows={people}
      rowKey={(person) => person.id}
      columns={[
        { id: 'who', title: t('rights.who'), heads: true, cell: (person) => affectedName(person, t) },
        {
          id: 'customer',
          title: t('rights.customer'),
          cell: (person) => t('rights.customer-number', { name: person.customer_name, number: person.customer_number }),
        },
        { id: 'loses', title: t('rights.loses'), cell: (person) => effectWords(person, t).loses || '–' },
        { id: 'gains', title: t('rights.gains'), cell: (person) => effectWords(person, t).gains || '–' },
      ]}
    />
  );
}

/** The address of the file: the same choices as a query. */
export function effectsFileHref(path: string, typed: Readonly<Record<string, string>>): string {
  return withQuery(path, Object.fromEntries(Object.entries(typed).filter(([name]) => name.startsWith('may-'))));
}
