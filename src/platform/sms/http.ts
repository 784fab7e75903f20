import { Explained } from '../explained.ts';
import { sendRequest, type SmsMessage, type SmsRequest, type SmsSender } from './sender.ts';

/**
 * A provider described by its request. `url`, `headers` and `body` may hold `{to}`, `{from}`, `{text}` and `{id}`; each
 * is escaped for where it stands: percent-encoded in the URL and in a form, as a string's inside in JSON.
 */
export interface HttpSmsOptions {
  readonly url: string;
  readonly method?: 'POST' | 'PUT' | 'GET';
  readonly headers?: Readonly<Record<string, string>>;
  /** Null with GET. Its Content-Type (from `headers`) must be JSON or a form. */
  readonly body?: string | null;
  /** Sent as `Authorization: Bearer …` unless `headers` has an authorization of its own. */
  readonly token?: string | null;
  readonly from?: string | null;
  readonly timeoutMs?: number;
}

const JSON_BODY = '{"to":"{to}","from":"{from}","text":"{text}","id":"{id}"}';
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Sends by a provider's own HTTP interface. Throws `Explained` when it can't be filled safely. */
export function httpSmsSender(options: HttpSmsOptions): SmsSender {
  const { method = 'POST', timeoutMs } = options;
  const headers = headersOf(options);
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim();
  if (method !== 'GET' && type !== JSON_TYPE && type !== FORM_TYPE) {
    throw new Explained(`SMS_HEADERS: a text message is sent as ${JSON_TYPE} or ${FORM_TYPE}, not as ${type}.`);
  }
  const body = method === 'GET' ? null : (options.body ?? JSON_BODY);
  return {
    send: (message) => sendRequest(requestFor(message, options, method, headers, body), timeoutMs),
  };

  function requestFor(
    message: SmsMessage,
    { url, from }: HttpSmsOptions,
    verb: SmsRequest['method'],
    given: Readonly<Record<string, string>>,
    template: string | null,
  ): SmsRequest {
    const values = { to: message.to, from: from ?? '', text: message.text, id: message.id };
    const escapeBody = type === JSON_TYPE ? inJson : encodeURIComponent;
    return {
      url: filled(url, values, encodeURIComponent),
      method: verb,
      headers: { ...given, 'idempotency-key': message.id },
      body: template === null ? null : filled(template, values, escapeBody),
    };
  }
}

function headersOf({ headers = {}, token }: HttpSmsOptions): Record<string, string> {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    'content-type': JSON_TYPE,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...given,
  };
}

/** One pass: a value that looks like a place is not filled again. */
function filled(template: string, values: Record<string, string>, escape: (text: string) => string): string {
  return template.replace(/\{(to|from|text|id)\}/gu, (place, name: string) => escape(values[name] ?? place));
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
