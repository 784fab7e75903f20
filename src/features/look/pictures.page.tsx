import { paths } from '../../kernel/paths.ts';
import {
  Button,
  ButtonForm,
  FileField,
  Form,
  Logo,
  Panel,
  Stack,
  usePage,
  type Children,
  type FieldProblem,
  type OrgView,
  type WordKey,
} from '../../ui/index.ts';
import { errorIn } from '../settings/index.ts';

interface Props {
  readonly org: OrgView;
  readonly problems: readonly FieldProblem[];
}

export function LogoPanel({ org, problems }: Props) {
  const { t } = usePage();
  return (
    <Picture name="logo" words="settings.logo" has={org.logo !== undefined} problems={problems}>
      {org.logo === undefined ? <p>{t('settings.logo-is-none')}</p> : <Logo org={org} href={undefined} />}
    </Picture>
  );
}

export function FaviconPanel({ org, problems }: Props) {
  const { t } = usePage();
  return (
    <Picture name="favicon" words="look.favicon" has={org.favicon !== undefined} problems={problems}>
      {org.favicon === undefined ? (
        <p>{t('look.favicon-is-none')}</p>
      ) : (
        <p>
          <img src={org.favicon} width={32} height={32} alt={t('look.favicon-alt')} />
        </p>
      )}
    </Picture>
  );
}

/** One picture: what it is for, how it looks now, another one, none. */
function Picture({
  name,
  words,
  has,
  problems,
  children,
}: Pick<Props, 'problems'> & {
  name: 'logo' | 'favicon';
  words: 'settings.logo' | 'look.favicon';
  has: boolean;
  children: Children;
}) {
  const { t } = usePage();
  const word = (part: 'title' | 'text' | 'file' | 'hint' | 'upload' | 'remove'): WordKey => `${words}-${part}`;
  return (
    <Panel id={`${name}-panel`} title={t(word('title'))}>
      <Stack>
        <p class="soft">{t(word('text'))}</p>
        {children}
        <Form action={paths.office.settingsPart('look', name)} files class="stack">
          <FileField
            name={name}
            label={t(word('file'))}
            hint={t(word('hint'))}
            accept=".png,.jpg,.jpeg,image/png,image/jpeg"
            error={errorIn(problems, name)}
          />
          <div>
            <Button icon="upload">{t(word('upload'))}</Button>
          </div>
        </Form>
        {has && (
          <ButtonForm action={paths.office.settingsPart('look', `${name}-removal`)}>
            <Button kind="quiet" icon="trash-2">
              {t(word('remove'))}
            </Button>
          </ButtonForm>
        )}
      </Stack>
    </Panel>
  );
}
