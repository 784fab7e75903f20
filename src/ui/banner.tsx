import { classes } from './class-names.ts';
import { usePage, type Children, type Notice, type Tone } from './context.tsx';
import { ToastClose } from './elements.ts';
import { ButtonForm } from './form.tsx';
import { Icon, type IconName } from './icon.tsx';

const toneIcon: Readonly<Record<Tone, IconName>> = {
  plain: 'info',
  info: 'info',
  good: 'circle-check',
  warn: 'triangle-alert',
  bad: 'circle-alert',
};

/** What happened, what happens next; stays until the page changes. */
export function Banner({
  tone = 'info',
  icon,
  live,
  children,
}: {
  tone?: Tone | undefined;
  icon?: IconName | undefined;
  /** Read out by a screen reader when the page opens. */
  live?: boolean | undefined;
  children: Children;
}) {
  return (
    <div
      class={classes('banner', tone !== 'plain' && tone !== 'info' && tone)}
      role={live === true ? 'status' : undefined}
    >
      <Icon name={icon ?? toneIcon[tone]} />
      <div>{children}</div>
    </div>
  );
}

/** The page's notice: a short word about what was just done, with a way to take it back. Works without scripts. */
export function Toast({ notice }: { notice: Notice }) {
  const { t } = usePage();
  return (
    <div class="toast" role="status">
      <Icon name={toneIcon[notice.tone]} />
      <span class="grow">{notice.text}</span>
      {notice.undo !== undefined && (
        <ButtonForm action={notice.undo.path}>
          <button type="submit">{notice.undo.label ?? t('ui.undo')}</button>
        </ButtonForm>
      )}
      <ToastClose label={t('ui.dismiss')} />
    </div>
  );
}
