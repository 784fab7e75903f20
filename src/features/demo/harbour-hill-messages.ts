import type { DemoConversations } from './conversations.ts';
import { drawGate } from './draw-photo.ts';

/** What customers ask, what the office answers, and what it says among itself. */
export const harbourConversations: DemoConversations = {
  notice: 'email_else_sms',
  replies: [
    {
      name: 'Running late',
      text: 'Hello {{ customer.first_name }},\n\nwe are running about an hour behind today. If that no longer suits you, tell us here and we find another day.\n\n{{ staff.name }}, {{ org.name }}',
    },
    {
      name: 'Where to find an invoice',
      text: 'Hello {{ customer.first_name }},\n\nall your invoices are under Invoices, each with its PDF and what is paid. Our bank details are on every one of them.\n\n{{ staff.name }}, {{ org.name }}',
    },
  ],
  threads: [
    {
      customer: '10318',
      about: { job: '1187' },
      assigned: 'jo',
      unread: 'customer',
      messages: [
        {
          from: { contact: 'Priya' },
          day: -2,
          hour: 18.4,
          text: 'Hello, the latch on the side gate has come off on one side, see the photo. It still lifts open. Could Anna pull it shut behind her? Biscuit gets out otherwise.',
          photo: { name: 'side-gate.jpg', draw: drawGate },
        },
        {
          from: { staff: 'bea' },
          day: -1,
          hour: 8.3,
          note: true,
          text: 'Anna knows and has a strap in the van. Ask Dean whether he has a spare latch: he did the gates at the school.',
        },
        {
          from: { staff: 'jo' },
          day: -1,
          hour: 8.6,
          text: 'Thank you for the picture, Priya. Anna will strap the gate shut behind her, so Biscuit stays in.\n\nIf you like, Dean can bring a new latch: £18, fitted. Shall he?',
        },
      ],
    },
    {
      customer: '10318',
      about: { invoice: 'priya-last' },
      messages: [
        {
          from: { contact: 'Priya' },
          day: -24,
          hour: 12.2,
          text: 'Is the conservatory roof in this one? It rained all morning and I was not sure that it could be done.',
        },
        {
          from: { staff: 'sam' },
          day: -24,
          hour: 14.1,
          text: 'It is, Anna did it in the dry hour after ten. If it has streaks, say so and we come again at no charge.',
        },
        { from: { contact: 'Priya' }, day: -24, hour: 19.5, text: 'No streaks, it looks lovely. Thank you.' },
      ],
    },
    {
      customer: '10102',
      about: { job: '1204' },
      unread: 'office',
      messages: [
        {
          from: { contact: 'Amara' },
          day: 0,
          hour: 7.2,
          text: 'Our treatment room is in use until two today. Could the engineer begin in the plant room? The key is at reception.',
        },
      ],
    },
    {
      customer: '10007',
      subject: 'Purchase order for the winter rounds',
      assigned: 'sam',
      to: ['Ledger'],
      messages: [
        {
          from: { contact: 'Tom' },
          day: -6,
          hour: 9.1,
          text: 'PO-7731 runs out at the end of the month. The new one is PO-7802: could you put it on everything from the first, the gritting as well?',
        },
        {
          from: { staff: 'sam' },
          day: -6,
          hour: 9.4,
          note: true,
          text: 'Their finance office sends back anything without it. Changed on the open jobs, the drafts still to do.',
        },
        {
          from: { staff: 'sam' },
          day: -6,
          hour: 11.5,
          text: 'Done for all six sites, Tom. PO-7802 is on every job from the first of the month, and on the invoices that follow from them.',
        },
      ],
    },
    {
      customer: '10240',
      about: { job: '1172' },
      subject: 'Skylights: when could you come?',
      assigned: 'bea',
      messages: [
        {
          from: { contact: 'Zoë' },
          day: -2,
          hour: 16.2,
          text: 'Fourteen skylights, inside and out. We have an open studio on Saturday week, before that would be perfect. There is roof access by the third-floor landing.',
        },
        {
          from: { staff: 'bea' },
          day: -1,
          hour: 9.6,
          text: 'Hello Zoë, we can manage it before then. Is there a power socket on the landing, and may we have the floor below free for two hours?',
        },
      ],
    },
    {
      customer: '10044',
      about: { invoice: 'crab-overdue' },
      to: ['Morwenna'],
      assigned: 'jo',
      unread: 'customer',
      messages: [
        {
          from: { staff: 'jo' },
          day: -3,
          hour: 15.1,
          text: 'Hello Morwenna, the invoice for the kitchen extract is still open with us. Is anything not right with it, or did it go astray?',
        },
      ],
    },
    {
      customer: '10299',
      subject: 'I paid too much',
      closed: true,
      messages: [
        {
          from: { contact: 'Rosemary' },
          day: -15,
          hour: 10.8,
          text: 'I think I paid the last one twice over in part. What happens with the rest?',
        },
        {
          from: { staff: 'sam' },
          day: -15,
          hour: 13.2,
          text: 'You did, by £12.50. It is kept as credit and comes off your next invoice; if you would rather have it back, tell us.',
        },
        { from: { contact: 'Rosemary' }, day: -14, hour: 8.9, text: 'Credit is fine. Thank you, dear.' },
      ],
    },
  ],
};
