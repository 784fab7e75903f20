import {
  Button,
  ButtonForm,
  ButtonLink,
  Chip,
  ErrorSummary,
  Form,
  Lines,
  PasskeyButton,
  TextField,
  Time,
  usePage,
  type Children,
} from '../../ui/index.ts';
import { PASSKEY_NAME_MOST, type Passkey } from './passkey.ts';

/** Where the forms of passkeys go. */
export interface PasskeyPaths {
  /** Takes the new one. */
  readonly add: string;
  /** Answers the script that asks for a new one. */
  readonly options: string;
  readonly rename: (id: string) => string;
  readonly remove: (id: string) => string;
}

/**
 * Somebody's own passkeys: each with its last use, renamed and removed in place, and a form for one more, or with
 * `addHref` a link to the page that has it.
 */
export function PasskeyList({
  passkeys,
  paths,
  addHref,
  suggestedName,
  problem,
}: {
  passkeys: readonly Passkey[];
  paths: PasskeyPaths;
  addHref?: string | undefined;
  /** What a new one is called unless the person says otherwise: the device. */
  suggestedName: string;
  problem?: string | undefined;
}) {
  const { t } = usePage();
  return (
    <div class="stack">
      {problem !== undefined && <ErrorSummary problems={[{ field: 'passkey_name', text: problem }]} />}
      {passkeys.length === 0 ? (
        <p class="soft">{t('passkeys.none')}</p>
      ) : (
        <Lines>
          {passkeys.map((one) => (
            <PasskeyLine key={one.id} passkey={one} rename={paths.rename(one.id)} remove={paths.remove(one.id)} />
          ))}
        </Lines>
      )}
      {addHref === undefined ? (
        <NewPasskeyForm {...paths} suggestedName={suggestedName} problem={problem} />
      ) : (
        <p>
          <ButtonLink icon="key-round" href={addHref}>
            {t('passkeys.add')}
          </ButtonLink>
        </p>
      )}
    </div>
  );
}

/** Makes one more passkey, where scripts and passkeys are to be had. */
export function NewPasskeyForm({
  add,
  options,
  suggestedName,
  fields,
  problem,
}: Pick<PasskeyPaths, 'add' | 'options'> & {
  suggestedName: string;
  /** Hidden values to send along. */
  fields?: Readonly<Record<string, string>> | undefined;
  problem?: string | undefined;
}) {
  const { t } = usePage();
  return (
    <>
      <p class="no-scripts soft">{t('passkeys.need-scripts')}</p>
      <PasskeyButton deed="create" options={options} action={add}>
        <HiddenFields of={fields} />
        <TextField
          name="passkey_name"
          label={t('passkeys.name')}
          hint={t('passkeys.name-hint')}
          value={suggestedName}
          error={problem}
          maxLength={PASSKEY_NAME_MOST}
        />
        <div>
          <Button icon="key-round">{t('passkeys.add')}</Button>
        </div>
      </PasskeyButton>
    </>
  );
}

function HiddenFields({ of = {} }: { of?: Readonly<Record<string, string>> | undefined }) {
  return (
    <>
      {Object.entries(of).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

function PasskeyLine({ passkey, rename, remove }: { passkey: Passkey; rename: string; remove: string }) {
  const { t } = usePage();
  return (
    <li class="stack g8">
      <div class="row g8">
        <b>{passkey.name}</b>
        {passkey.is_synced && <Chip icon="refresh-cw">{t('passkeys.synced')}</Chip>}
        <span class="end">
          <ButtonForm action={remove}>
            <Button kind="quiet" icon="trash-2">
              {t('passkeys.remove')}
              <span class="vh"> {passkey.name}</span>
            </Button>
          </ButtonForm>
        </span>
      </div>
      <p class="soft small">
        {t('passkeys.made')} <Time at={passkey.created_at} />.{' '}
        {passkey.last_used_at === null ? (
          t('passkeys.never-used')
        ) : (
          <>
            {t('passkeys.last-used')} <Time at={passkey.last_used_at} />.
          </>
        )}
      </p>
      <details>
        <summary>{t('passkeys.rename')}</summary>
        <Form action={rename} class="row g8">
          <TextField
            name="name"
            id={`rename-${passkey.id}`}
            label={t('passkeys.name')}
            value={passkey.name}
            maxLength={PASSKEY_NAME_MOST}
          />
          <Button>{t('passkeys.save-name')}</Button>
        </Form>
      </details>
    </li>
  );
}

/** On a sign-in page: a whole sign-in in one press. Shown only where scripts and passkeys are to be had. */
export function PasskeySignIn({
  action,
  options,
  fields,
  lead,
  children,
}: {
  action: string;
  options: string;
  /** Hidden values to send along, such as where to go next. */
  fields?: Readonly<Record<string, string>> | undefined;
  /** The word between the other way in and this one. */
  lead?: Children;
  /** Other words on the button. */
  children?: Children;
}) {
  const { t } = usePage();
  return (
    <PasskeyButton deed="get" options={options} action={action}>
      {lead}
      <HiddenFields of={fields} />
      <Button icon="key-round" wide>
        {children ?? t('passkeys.sign-in')}
      </Button>
    </PasskeyButton>
  );
}
