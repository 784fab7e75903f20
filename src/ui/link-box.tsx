import { Button } from './button.tsx';
import { usePage, type Children } from './context.tsx';
import { CopyButton } from './elements.ts';
import { Field } from './fields.tsx';

/** An address to hand on. With scripts the button copies it; without, the box can be selected. */
export function LinkBox({
  url,
  label,
  name = 'link',
  children,
}: {
  url: string;
  label: string;
  name?: string | undefined;
  children?: Children;
}) {
  const { t } = usePage();
  return (
    <div class="linkbox">
      <Field name={name} label={label}>
        {(wiring) => (
          <CopyButton copied={t('ui.copied')} failed={t('ui.copy-by-hand')}>
            <input {...wiring} class="input" type="text" readOnly value={url} />
            <Button type="button" icon="copy" class="needs-scripts">
              <span data-word>{t('ui.copy')}</span>
            </Button>
          </CopyButton>
        )}
      </Field>
      {children}
    </div>
  );
}
