export { smtpRefusal, smtpSender, type MailMessage, type MailSender } from './smtp.ts';
