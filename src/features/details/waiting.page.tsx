import { paths } from '../../kernel/paths.ts';
import { Banner, Button, ButtonForm, Time, usePage, Words } from '../../ui/index.ts';
import type { WaitingChange } from './details.ts';

/** New addresses that wait to be confirmed, each with the button that gives it up. */
export function WaitingChanges({
  number,
  changes,
  back,
  mayWrite,
}: {
  number: string;
  changes: readonly WaitingChange[];
  /** The page to come back to. */
  back: string;
  mayWrite: boolean;
}) {
  const { t } = usePage();
  return (
    <>
      {changes.map((change) => (
        <Banner key={change.id} tone="info">
          <p>
            <Words
              of="details.office-waiting"
              with={{
                person: change.person ?? t('portal.details-nameless'),
                before: change.from ?? t('details.empty'),
                after: <b>{change.to}</b>,
                until: <Time at={change.until} />,
              }}
            />
          </p>
          {mayWrite && (
            <ButtonForm action={paths.office.reachChange(number, change.id)} fields={{ back }}>
              <Button>{t('details.office-cancel')}</Button>
            </ButtonForm>
          )}
        </Banner>
      ))}
    </>
  );
}
