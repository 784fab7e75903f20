import type { DemoCredit } from './content.ts';

/** What was taken back: money sent back, a lower sum on an open invoice, and one still being written. */
export const harbourCredits: readonly DemoCredit[] = [
  {
    invoice: 'priya-boiler',
    day: -108,
    reason: 'The seal was still under guarantee',
    lines: [{ text: 'Seal, under guarantee', of: 'Boiler repair, fan and seal', price: 2600n }],
    refund: { day: -104, amount: 2600n, method: 'card' },
  },
  {
    invoice: 'bright-boiler',
    day: -84,
    reason: 'The certificate was on the bill for Gull Cottage already',
    lines: [{ text: 'Certificate', of: 'Certificate', price: 2300n }],
    refund: { day: -80, amount: 1500n, method: 'transfer', reference: 'OB refund' },
  },
  {
    invoice: 'school-gutters',
    day: -20,
    reason: 'The north downpipe could not be reached and was not done',
    lines: [
      {
        text: 'Gutters and downpipes, north side not done',
        of: 'Gutters and downpipes, main building',
        price: 18000n,
      },
    ],
  },
  {
    invoice: 'crab-overdue',
    day: 0,
    isDraft: true,
    reason: 'We finished before eight, so the last half hour was not out of hours',
    lines: [{ text: 'Out of hours', of: 'Out of hours', quantity: '0.5', unit: 'h', price: 3200n }],
  },
];
