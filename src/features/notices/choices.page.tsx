import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  Banner,
  Button,
  Columns,
  Form,
  FormGroup,
  OfficeHead,
  OfficeShell,
  Savebar,
  SelectField,
  Stack,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import { NOTICE_CHOICES, type NoticeChoice, type NoticeKind } from './notice.ts';

/** How one hears of what. */
export function ChoicesPage({
  frame,
  choices,
  mails,
}: {
  frame: OfficeFrame;
  choices: readonly { readonly kind: NoticeKind; readonly choice: NoticeChoice }[];
  /** Whether this house can send e-mail. */
  mails: boolean;
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={t('notices.choices-title')} frame={frame}>
      <BackLink href={paths.office.notices} label={t('notices.title')} />
      <OfficeHead
        title={t('notices.choices-title')}
        meta={<span class="soft small">{t('notices.choices-text')}</span>}
      />
      {!mails && <Banner>{t('notices.no-mail')}</Banner>}
      <Columns kind="form">
        <Stack gap={24}>
          <Form action={paths.office.noticesPart('choices')} class="stack">
            <FormGroup title={t('notices.choices-title')}>
              {choices.map(({ kind, choice }) => (
                <SelectField
                  key={kind}
                  name={kind}
                  label={t(`notices.kind-${kind}`)}
                  value={choice}
                  options={NOTICE_CHOICES.map((one) => ({ value: one, label: t(`notices.choice-${one}`) }))}
                />
              ))}
            </FormGroup>
            <Savebar cancel={paths.office.notices}>
              <Button kind="main">{t('notices.choices-save')}</Button>
            </Savebar>
          </Form>
        </Stack>
      </Columns>
    </OfficeShell>
  );
}
