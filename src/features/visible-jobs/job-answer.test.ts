import { expect, test } from 'vitest';
import { createTranslator } from '../../platform/i18n/index.ts';
import { jobAnswer } from './job-answer.ts';
import { jobTimeline } from './job-timeline.ts';
import type { VisibleEvent, VisibleJob } from './visible-job.ts';
import { windowInWords } from './window-words.ts';

const at = (text: string) => Temporal.Instant.from(text);
const reader = {
  t: createTranslator('en-GB'),
  locale: 'en-GB',
  now: at('2026-11-23T10:00Z'),
  orgZone: 'Europe/London',
};
const job: VisibleJob = {
  id: 'j',
  number: '1187',
  title: 'Window cleaning',
  step: 'dispatched',
  pause_reason: null,
  starts_at: at('2026-11-24T08:00Z'),
  ends_at: at('2026-11-24T12:00Z'),
  completed_at: null,
  repeats: null,
  next_due_on: null,
  site_name: null,
  site_line1: null,
  zone: 'Europe/London',
  engineer: 'Anna',
};
const untimed = { starts_at: null, ends_at: null };
const since = (step: VisibleJob['step'], text: string) => [{ step, happened_at: at(text) }];

test.each<[string, string | null, Partial<VisibleJob>, { step: VisibleJob['step']; happened_at: Temporal.Instant }[]]>([
  ['Anna is coming tomorrow, Tuesday 24 November, between 8 and 12', null, {}, []],
  ['We are coming tomorrow, Tuesday 24 November, between 8 and 12', null, { engineer: null }, []],
  [
    'Anna is coming today, Monday 23 November, between 8:30 and 12:00',
    null,
    { starts_at: at('2026-11-23T08:30Z'), ends_at: at('2026-11-23T12:00Z') },
    [],
  ],
  [
    'Anna was due on Friday 20 November, between 8 and 12',
    'Nobody has told us yet how it went. If nobody came, ring us on 01632 960142.',
    { starts_at: at('2026-11-20T08:00Z'), ends_at: at('2026-11-20T12:00Z') },
    [],
  ],
  ['We have this and will find a time for it', null, { step: 'received', ...untimed }, []],
  [
    'This is due by Thursday 10 December',
    'The time is not set yet.',
    { step: 'received', ...untimed, next_due_on: Temporal.PlainDate.from('2026-12-10') },
    [],
  ],
  [
    'Anna is on the way',
    'Since 8:41. Your window is 8–12.',
    { step: 'on_the_way' },
    since('on_the_way', '2026-11-23T08:41Z'),
  ],
  ['Anna has arrived', 'Since 9:05. Your window is 8–12.', { step: 'arrived' }, since('arrived', '2026-11-23T09:05Z')],
  ['We are at work', null, { step: 'in_progress', engineer: null, ...untimed }, []],
  ['This is paused: waiting for a part', null, { step: 'paused', pause_reason: 'waiting for a part', ...untimed }, []],
  ['This is paused', 'We go on tomorrow, Tuesday 24 November.', { step: 'paused' }, []],
  [
    'This was cancelled',
    'Sunday 22 November at 16:20.',
    { step: 'cancelled' },
    since('cancelled', '2026-11-22T16:20Z'),
  ],
  [
    'Done on Tuesday 27 October at 9:40',
    'Next time: Tuesday 22 December.',
    {
      step: 'completed',
      completed_at: at('2026-10-27T09:40Z'),
      next_due_on: Temporal.PlainDate.from('2026-12-22'),
    },
    [],
  ],
])('%s', (title, text, given, events) => {
  expect(jobAnswer({ ...job, ...given }, events, '01632 960142', reader)).toEqual({ title, text });
});

test.each([
  // In London the clocks go back on 25 October 2026 at 2:00 summer time: the day has 25 hours.
  ['on Sunday 25 October, between 0 and 6', '2026-10-24T23:00Z', '2026-10-25T06:00Z', 'Europe/London'],
  // And forward on 29 March 2026: between 0 and 6 are five hours.
  ['on Sunday 29 March, between 0 and 6', '2026-03-29T00:00Z', '2026-03-29T05:00Z', 'Europe/London'],
  [
    'on Wednesday 25 November, between 8 and 12, Central European Time',
    '2026-11-25T07:00Z',
    '2026-11-25T11:00Z',
    'Europe/Berlin',
  ],
  // The same clock as London's is not named.
  ['on Wednesday 25 November, between 8 and 12', '2026-11-25T08:00Z', '2026-11-25T12:00Z', 'Europe/Lisbon'],
  ['on Wednesday 25 November, Wed 22:00 – Thu 2:00', '2026-11-25T22:00Z', '2026-11-26T02:00Z', 'Europe/London'],
])('a window reads: %s', (words, from, to, zone) => {
  expect(windowInWords({ starts_at: at(from), ends_at: at(to), zone }, reader)).toBe(words);
});

const event = (id: string, given: Partial<VisibleEvent>): VisibleEvent => ({
  id,
  kind: 'step',
  step: null,
  note: null,
  happened_at: at('2026-11-20T09:00Z'),
  ...given,
});

test('a timeline is what comes next, what is and what was, newest first', () => {
  const steps = jobTimeline(
    job,
    [event('b', { step: 'dispatched', note: 'Anna has the job.' }), event('a', { step: 'received' })],
    reader,
  );
  expect(steps.map(({ title, place }) => [title, place])).toEqual([
    ['Next: Anna comes', 'next'],
    ['Dispatched', 'now'],
    ['Received', undefined],
  ]);
});

test('a step the office kept to itself stands in the timeline without a time', () => {
  const steps = jobTimeline({ ...job, step: 'arrived' }, [event('a', { step: 'received' })], reader);
  expect(steps.map(({ title, at: when }) => [title, when?.toString()])).toEqual([
    ['Next: the work begins', undefined],
    ['Arrived', undefined],
    ['Received', '2026-11-20T09:00:00Z'],
  ]);
});

test('nothing follows a job that is over for good', () => {
  expect(jobTimeline({ ...job, step: 'cancelled' }, [], reader).map(({ place }) => place)).toEqual(['now']);
});
