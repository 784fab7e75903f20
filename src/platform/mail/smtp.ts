import { PassThrough } from 'node:stream';
import { createTransport } from 'nodemailer';
import { plainLine } from '../../kernel/plain-text.ts';
import { Explained } from '../explained.ts';
import { answerLine, SEND_TIMEOUT_MS, type SendResult } from '../sending/index.ts';
import { addressIn, isMailAddress } from './address.ts';

/** One mail to one recipient. */
export interface MailMessage {
  /** The same on every try, so that a repeated message can be recognised. Letters, digits, dots and hyphens. */
  readonly id: string;
  readonly to: string;
  /** Shown beside the fixed sender address: the org's name. */
  readonly from_name: string;
  readonly reply_to: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47. */
  readonly language: string;
}

export interface MailSender {
  /** Never throws: whatever happens is an answer. */
  send(message: MailMessage): Promise<SendResult>;
  /** Closes idle connections. */
  close(): void;
}

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with the login in it; `?tls=none` allows a remote server without encryption. */
  readonly smtpUrl: string;
  /** The fixed sender address. */
  readonly from: string;
  /** Shorter in tests. */
  readonly timeoutMs?: number;
}

const ID = /^[A-Za-z0-9.-]{1,100}$/;
const SUBJECT_MAX = 200;

/** Sends by SMTP over at most two kept connections. Throws `Explained`. */
export function smtpSender(options: SmtpOptions): MailSender {
  const from = addressIn(options.from);
  if (from === null) throw new Explained('MAIL_FROM is no mail address that messages can come from.');
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const transport = createTransport(transportOptions(options));
  const handedOver = new Set<unknown>();
  transport.use('stream', (mail, done) => {
    mail.message.transform(() => new PassThrough({ final: (end) => (handedOver.add(mail.data.messageId), end()) }));
    done();
  });
  return {
    async send(message) {
      const refusal = refusalOf(message);
      if (refusal !== null) return { outcome: 'permanent', answer: refusal };
      const messageId = `<${message.id}@${domain}>`;
      try {
        const sent = await transport.sendMail({
          ...contentOf(message),
          from: { name: plainLine(message.from_name), address: from },
          messageId,
        });
        return { outcome: 'sent', answer: answerLine(sent.response) };
      } catch (error) {
        return resultOf(error, handedOver.has(messageId));
      } finally {
        handedOver.delete(messageId);
      }
    },
    close: () => transport.close(),
  };
}

/** Why this mail server doesn't take our messages, or null when it does. Connects as sending would, and sends nothing. */
export async function smtpRefusal(options: SmtpOptions): Promise<string | null> {
  const transport = createTransport({ ...transportOptions(options), pool: false as const });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return error instanceof Error ? answerLine(error.message) : 'no reason';
  } finally {
    transport.close();
  }
}

function transportOptions({ smtpUrl, timeoutMs = SEND_TIMEOUT_MS }: SmtpOptions) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const user = decodeURIComponent(url.username);
  return {
    pool: true as const,
    maxConnections: 2,
    maxMessages: 100,
    // The pool would send a message again by itself when its connection is lost, even after the whole message went out.
    maxRequeues: 0,
    idleTimeout: 30_000,
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A message carries the key to somebody's portal: no quiet fall-back to plain text on the way out of the house.
    requireTLS: !secure && !isLoopback(host) && url.searchParams.get('tls') !== 'none',
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function refusalOf(message: MailMessage): string | null {
  if (!ID.test(message.id)) return 'the message has no usable id';
  if (!isMailAddress(message.to)) return 'this is not one mail address';
  if (plainLine(message.subject) === '') return 'the subject is empty';
  return null;
}

/** Addresses go as structures and every header on one line, so no value can add a header or a recipient. */
function contentOf(message: MailMessage) {
  const replyTo = message.reply_to !== null && isMailAddress(message.reply_to) ? message.reply_to : null;
  return {
    to: { name: '', address: message.to },
    ...(replyTo === null ? {} : { replyTo: { name: plainLine(message.from_name), address: replyTo } }),
    subject: plainLine(message.subject).slice(0, SUBJECT_MAX),
    text: message.text,
    html: message.html,
    // RFC 3834: no out-of-office answers to these. RFC 3282: the language of the message.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': plainLine(message.language) },
  };
}

/**
 * RFC 5321, 4.2.1: 4yz may be tried again, 5yz may not. Only what was said about the recipient or the content is about this
 * message: a refused connection, login, encryption or sender is ours to mend, so it is temporary. Silence after the
 * whole message went out leaves open whether it arrived.
 */
function resultOf(thrown: unknown, handedOver: boolean): SendResult {
  const error: NodemailerError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const answer = answerLine(typeof error.response === 'string' ? error.response : error.message);
  const code = typeof error.responseCode === 'number' ? error.responseCode : null;
  if (handedOver && code === null) return { outcome: 'unsure', answer };
  const aboutIt = (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && error.command !== 'MAIL FROM';
  return { outcome: aboutIt && (code === null || code >= 500) ? 'permanent' : 'temporary', answer };
}

/** What nodemailer adds to an error. */
interface NodemailerError extends Error {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
}
