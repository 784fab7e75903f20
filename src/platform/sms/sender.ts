import { answerLine, SEND_TIMEOUT_MS, type SendResult } from '../sending/index.ts';

/** One text message to one number. */
export interface SmsMessage {
  /** The same on every try: the provider's idempotency key. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

export interface SmsSender {
  /** Never throws: whatever happens is an answer. */
  send(message: SmsMessage): Promise<SendResult>;
}

export interface SmsRequest {
  readonly url: string;
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const BODY_MAX_BYTES = 16_384;

/**
 * Sends one request and judges its answer: 2xx is sent; 408, 425, 429 and 5xx may be tried again; 401 and 403 are our
 * login, so not the message's fault; any other answer is final. Redirects are never followed: a message with
 * somebody's key in it goes where it was told to, or nowhere.
 */
export async function sendRequest(request: SmsRequest, timeoutMs = SEND_TIMEOUT_MS): Promise<SendResult> {
  const { url, method, headers, body } = request;
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === null ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return judged(response.status, await saidIn(response));
  } catch (error) {
    return failed(error);
  }
}

function judged(status: number, said: string): SendResult {
  const answer = answerLine(said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`);
  if (status >= 200 && status < 300) return { outcome: 'sent', answer };
  const again = status >= 500 || [401, 403, 408, 425, 429].includes(status);
  return { outcome: again ? 'temporary' : 'permanent', answer };
}

/** A connection that broke or fell silent after it was made; every other error means that nothing went out. */
const PERHAPS_SENT: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

function failed(error: unknown): SendResult {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { outcome: 'unsure', answer: 'no answer in time' };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return { outcome: PERHAPS_SENT.has(code) ? 'unsure' : 'temporary', answer: answerLine(code || 'no connection') };
}

/**
 * What a provider says about a message: an id or an error from the fields providers use. Never the whole body, which
 * may repeat the text and with it the key to a portal.
 */
async function saidIn(response: Response): Promise<string> {
  try {
    const parsed: unknown = JSON.parse(await limitedText(response));
    const fields = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
    return fields
      .filter(([name]) =>
        /^(id|sid|message_?id|code|error(_?(code|message))?|status|message|detail|title)$/iu.test(name),
      )
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([, value]) => String(value))
      .join(', ');
  } catch {
    // Not JSON, or cut off: the status has to do.
    return '';
  }
}

async function limitedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_MAX_BYTES) throw new RangeError('the answer is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
