import { paths } from '../../kernel/paths.ts';
import type { Segments } from '../../platform/sms/index.ts';
import {
  BackLink,
  Banner,
  Button,
  ButtonForm,
  Columns,
  Facts,
  OfficeHead,
  OfficeShell,
  Panel,
  StateChip,
  Time,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { WordKey } from '../../words/index.ts';
import { kindWord, MailboxBanner } from './deliveries.page.tsx';
import { MOST_SEGMENTS, MOST_SMS_A_DAY, type Channel, type DeliveryState, type Rendered } from '../deliveries/index.ts';

export interface DeliveryPageProps {
  readonly frame: OfficeFrame;
  readonly delivery: {
    readonly id: string;
    readonly channel: Channel;
    readonly kind: string;
    readonly state: DeliveryState;
    readonly reason: WordKey | null;
    readonly recipient: string;
    readonly recipient_name: string | null;
    readonly attempts: number;
    readonly maybe_sent: boolean;
    readonly provider_answer: string | null;
    readonly queued_at: Temporal.Instant;
    readonly due_at: Temporal.Instant;
    readonly sent_at: Temporal.Instant | null;
    readonly queued_by_name: string | null;
    readonly customer_number: string | null;
    readonly customer_name: string | null;
    readonly job_number: string | null;
    readonly invoice_id: string | null;
    readonly invoice_number: string | null;
  };
  /** The message as the recipient gets it, with its links and codes or with dots in their place. */
  readonly message: Rendered;
  /** Addresses in the text that may be followed from here. */
  readonly links: readonly string[];
  /** What is to be said about the links and codes. */
  readonly note: 'deliveries.hidden' | 'deliveries.hidden-role' | 'deliveries.secret-ended' | null;
  readonly segments: Segments | null;
  /** Whether it can be sent again now. */
  readonly mayRetry: boolean;
  readonly unsent: readonly Channel[];
}

/** One message: what it says, to whom, and how it fared. */
export function DeliveryPage({ frame, delivery, message, links, note, segments, mayRetry, unsent }: DeliveryPageProps) {
  const { t } = usePage();
  const title = kindWord(t, delivery.kind);
  return (
    <OfficeShell title={title} frame={frame}>
      <p>
        <BackLink href={paths.office.deliveries} label={t('deliveries.back')} />
      </p>
      <OfficeHead
        title={title}
        meta={<StateChip kind="delivery" state={delivery.state} />}
        actions={
          mayRetry && (
            <ButtonForm action={paths.office.deliveryPart(delivery.id, 'retry')}>
              <Button kind="main" icon="send">
                {t(delivery.state === 'held' ? 'deliveries.send-held' : 'deliveries.retry')}
              </Button>
            </ButtonForm>
          )
        }
      />
      <MailboxBanner unsent={unsent.filter((channel) => channel === delivery.channel)} />
      {delivery.reason !== null && delivery.state !== 'held' && (
        <Banner tone={delivery.state === 'failed' ? 'bad' : 'warn'}>
          {t(delivery.reason, { most: delivery.reason.endsWith('long') ? MOST_SEGMENTS : MOST_SMS_A_DAY })}
        </Banner>
      )}
      {delivery.maybe_sent && <Banner tone="warn">{t('deliveries.maybe-sent')}</Banner>}
      {note !== null && <Banner icon={note === 'deliveries.secret-ended' ? 'clock' : 'eye-off'}>{t(note)}</Banner>}
      <Columns>
        <Message delivery={delivery} message={message} links={links} />
        <HowItWent delivery={delivery} message={message} segments={segments} />
      </Columns>
    </OfficeShell>
  );
}

function Message({ delivery, message, links }: Pick<DeliveryPageProps, 'delivery' | 'message' | 'links'>) {
  const { t } = usePage();
  if (message.channel === 'sms') {
    return (
      <Panel id="message" title={t('deliveries.message')}>
        <p class="sms">
          <Linked text={message.text} links={links} />
        </p>
      </Panel>
    );
  }
  return (
    <Panel id="message" title={message.subject}>
      <div class="stack">
        {/* A frame without scripts, origin or forms; links open outside it. */}
        <iframe
          class="mail-frame"
          title={t('deliveries.preview')}
          src={paths.office.deliveryPart(delivery.id, 'preview')}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
        <details>
          <summary>{t('deliveries.as-text')}</summary>
          <pre class="as-text">
            <Linked text={message.text} links={links} />
          </pre>
        </details>
      </div>
    </Panel>
  );
}

/** The text with the addresses in it that may be followed. */
function Linked({ text, links }: { text: string; links: readonly string[] }) {
  const link = links.find((url) => text.includes(url));
  if (link === undefined) return <>{text}</>;
  const at = text.indexOf(link);
  return (
    <>
      {text.slice(0, at)}
      <a href={link}>{link}</a>
      <Linked text={text.slice(at + link.length)} links={links} />
    </>
  );
}

function HowItWent({ delivery, message, segments }: Pick<DeliveryPageProps, 'delivery' | 'message' | 'segments'>) {
  const { t } = usePage();
  const { customer_number, job_number, invoice_id } = delivery;
  return (
    <Panel id="how-it-went" title={t('deliveries.facts')}>
      <Facts
        of={[
          {
            label: t('deliveries.to'),
            value: [delivery.recipient_name, delivery.recipient].filter(Boolean).join(', '),
          },
          message.channel === 'email' && { label: t('deliveries.subject'), value: message.subject },
          { label: t('deliveries.queued'), value: <Time at={delivery.queued_at} relative /> },
          {
            label: t('deliveries.queued-by'),
            value: delivery.queued_by_name ?? t('deliveries.queued-by-system'),
          },
          delivery.sent_at !== null && { label: t('deliveries.sent'), value: <Time at={delivery.sent_at} relative /> },
          delivery.attempts > 0 && { label: t('deliveries.tries'), value: delivery.attempts, num: true },
          delivery.state === 'queued' &&
            delivery.attempts > 0 && { label: t('deliveries.next-try'), value: <Time at={delivery.due_at} relative /> },
          delivery.provider_answer !== null &&
            delivery.provider_answer !== '' && { label: t('deliveries.provider'), value: delivery.provider_answer },
          segments !== null && {
            label: t('deliveries.length'),
            value: t('deliveries.segments', {
              segments: segments.segments,
              units: segments.units,
              encoding: segments.encoding === 'GSM-7' ? 'gsm' : 'ucs',
            }),
          },
          customer_number !== null && {
            label: t('deliveries.column-customer'),
            value: <a href={paths.office.customer(customer_number)}>{delivery.customer_name}</a>,
          },
          job_number !== null && {
            label: t('deliveries.job'),
            value: <a href={paths.office.job(job_number)}>{job_number}</a>,
          },
          invoice_id !== null && {
            label: t('deliveries.invoice'),
            value: <a href={paths.office.invoice(invoice_id)}>{delivery.invoice_number}</a>,
          },
        ]}
      />
    </Panel>
  );
}
