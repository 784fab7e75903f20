import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  Day,
  Facts,
  Icon,
  LinkBox,
  Panel,
  StateChip,
  Time,
  usePage,
  Words,
  type Children,
} from '../../ui/index.ts';
import type { LinkKind } from './link.ts';
import type { LinkShown } from './sharing.ts';

export interface LinkPanelProps {
  readonly kind: LinkKind;
  /** The id of the contact, customer, job or invoice. */
  readonly subjectId: string;
  readonly link: LinkShown | null;
  /** Whose link it is, or who gets it sent: a contact's name. */
  readonly owner: string;
  /** Where the link can be sent. */
  readonly reach: { readonly email: string | null; readonly phone: string | null };
  /** Where an address can be added when there is none. */
  readonly editHref?: string | undefined;
  /** The page to come back to. */
  readonly back: string;
  readonly mayWrite: boolean;
  /** What keeps the link from opening anything although it is on. */
  readonly warnings?: readonly string[] | undefined;
  /** Further ways in, below the link: the PIN. */
  readonly children?: Children;
}

/** *Enable login via link*, the address to copy, when it ends, and what to do with it. */
export function LinkPanel(props: LinkPanelProps) {
  const { t } = usePage();
  const { link, owner, reach, editHref, warnings = [], children } = props;
  const unreachable = reach.email === null && reach.phone === null;
  return (
    <Panel
      id={`link-${props.kind}`}
      title={t(`sharing.title-${props.kind}`)}
      chips={<StateChip kind="link" state={link === null ? 'none' : link.state} />}
    >
      <div class="linkbox">
        {unreachable && (
          <Banner tone="warn">
            {t('sharing.no-address', { owner })}
            {editHref !== undefined && (
              <>
                {' '}
                <a href={editHref}>{t('sharing.add-address')}</a>
              </>
            )}
          </Banner>
        )}
        {warnings.map((text) => (
          <Banner key={text} tone="warn">
            {text}
          </Banner>
        ))}
        {link !== null && isOn(link) ? <LiveLink {...props} link={link} /> : <NoLink {...props} />}
        {children !== undefined && (
          <>
            <hr />
            {children}
          </>
        )}
      </div>
    </Panel>
  );
}

function isOn(link: LinkShown): boolean {
  return link.state === 'on' || link.state === 'ending';
}

function NoLink({ kind, subjectId, link, owner, back, mayWrite }: LinkPanelProps) {
  const { t } = usePage();
  const ended = link === null ? null : (link.disabledAt ?? link.expiresAt);
  return (
    <>
      <p class="small soft">
        {ended === null ? (
          t(`sharing.none-${kind}`, { owner })
        ) : (
          <Words
            of={link?.state === 'disabled' ? 'sharing.disabled-text' : 'sharing.ended-text'}
            with={{ day: <Time at={ended} long /> }}
          />
        )}
      </p>
      {mayWrite && (
        <ButtonForm action={paths.office.links} fields={{ kind, id: subjectId, back }}>
          <Button kind="main" icon="link">
            {t('sharing.enable')}
          </Button>
        </ButtonForm>
      )}
    </>
  );
}

function LiveLink({ kind, link, owner, reach, back, mayWrite }: LinkPanelProps & { link: LinkShown }) {
  const { t } = usePage();
  const label = kind === 'contact' ? t('sharing.own-link', { owner }) : t(`sharing.link-${kind}`);
  return (
    <>
      <p class="row g8">
        <Icon name="circle-check" /> {t('sharing.enabled')}
      </p>
      <LinkBox url={link.url} label={label} name={`link-${kind}`} />
      <LinkFacts link={link} />
      {mayWrite && (
        <>
          <div class="row g8">
            {reach.email !== null && <Send link={link} channel="email" back={back} />}
            {reach.phone !== null && <Send link={link} channel="sms" back={back} />}
            <ButtonForm
              action={paths.office.linkPart(link.id, 'refresh')}
              fields={{ back, generation: String(link.generation) }}
            >
              <Button icon="refresh-cw">{t('sharing.refresh')}</Button>
            </ButtonForm>
            <ButtonForm action={paths.office.linkPart(link.id, 'disabling')} fields={{ back }}>
              <Button kind="danger" icon="ban">
                {t('sharing.disable')}
              </Button>
            </ButtonForm>
          </div>
          <p class="small soft">{t(kind === 'contact' ? 'sharing.effect-contact' : 'sharing.effect')}</p>
        </>
      )}
    </>
  );
}

function Send({ link, channel, back }: { link: LinkShown; channel: 'email' | 'sms'; back: string }) {
  const { t } = usePage();
  return (
    <ButtonForm action={paths.office.linkPart(link.id, 'delivery')} fields={{ channel, back }}>
      <Button icon={channel === 'email' ? 'mail' : 'smartphone'}>
        {t(channel === 'email' ? 'sharing.send-email' : 'sharing.send-sms')}
      </Button>
    </ButtonForm>
  );
}

function LinkFacts({ link }: { link: LinkShown }) {
  const { t, timeZone } = usePage();
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDate();
  const made = <Day on={day(link.activatedAt)} full />;
  return (
    <Facts
      of={[
        { label: t('sharing.ends'), value: <Day on={day(link.expiresAt)} full relative /> },
        {
          label: t('sharing.made'),
          value:
            link.madeBy === null ? (
              made
            ) : (
              <Words of="sharing.made-by" with={{ when: made }} values={{ name: link.madeBy }} />
            ),
        },
        { label: t('sharing.opened'), value: <Opened link={link} /> },
      ]}
    />
  );
}

function Opened({ link }: { link: LinkShown }) {
  const { t } = usePage();
  if (link.openCount === 0 || link.lastUsedAt === null) return <>{t('sharing.opened-never')}</>;
  const times = (
    <Words
      of="sharing.opened-times"
      with={{ when: <Time at={link.lastUsedAt} /> }}
      values={{ count: link.openCount }}
    />
  );
  if (link.lastDevice === null) return times;
  return <Words of="sharing.opened-device" with={{ text: times }} values={{ device: link.lastDevice }} />;
}
