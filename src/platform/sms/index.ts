export { httpSmsSender, type HttpSmsOptions } from './http.ts';
export { smsRefusal, type SmsRefusal } from './recipient.ts';
export { plainPunctuation, smsSegments, type Segments } from './segments.ts';
export type { SmsMessage, SmsSender } from './sender.ts';
export { twilioSender, type TwilioOptions } from './twilio.ts';
