import { sendRequest, type SmsSender } from './sender.ts';

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number as E.164, a sender name, or a messaging service ("MG…"). */
  readonly from: string;
  /** Another address in tests. */
  readonly origin?: string;
  readonly timeoutMs?: number;
}

/**
 * Twilio's Programmable Messaging, `POST /2010-04-01/Accounts/{sid}/Messages.json`. Twilio has no idempotency key for
 * messages, so an unsure answer may repeat one; the key is sent all the same, for its logs.
 */
export function twilioSender({
  accountSid,
  authToken,
  from,
  origin = 'https://api.twilio.com',
  timeoutMs,
}: TwilioOptions): SmsSender {
  const url = `${origin}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const login = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  return {
    send: ({ id, to, text }) =>
      sendRequest(
        {
          url,
          method: 'POST',
          headers: {
            authorization: `Basic ${login}`,
            'content-type': 'application/x-www-form-urlencoded',
            'idempotency-key': id,
          },
          body: new URLSearchParams({
            To: to,
            [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
            Body: text,
          }).toString(),
        },
        timeoutMs,
      ),
  };
}
