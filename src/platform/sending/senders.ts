import type { Config, SmsConfig } from '../config/index.ts';
import { smtpSender, type MailSender } from '../mail/index.ts';
import { httpSmsSender, twilioSender, type SmsSender } from '../sms/index.ts';

/** What messages leave by. Null: none is configured, and messages stay in the mailbox of the office. */
export interface Senders {
  readonly mail: MailSender | null;
  readonly sms: SmsSender | null;
}

/** The senders of the configuration, and nothing else decides. Throws `Explained`. */
export function openSenders({ mail, sms }: Pick<Config, 'mail' | 'sms'>): Senders & { close(): void } {
  const mailSender = mail && smtpSender(mail);
  return { mail: mailSender, sms: sms && smsSender(sms), close: () => mailSender?.close() };
}

function smsSender(config: SmsConfig): SmsSender {
  return config.kind === 'twilio' ? twilioSender(config) : httpSmsSender(config);
}
