import { expect, test } from 'vitest';
import { createTranslator } from '../../platform/i18n/index.ts';
import { englishWords } from '../../words/index.ts';
import { eventWords, type HistoryEntry } from './history.ts';

const t = createTranslator('en-GB');
const entry: HistoryEntry = {
  id: crypto.randomUUID(),
  name: 'job.created',
  actorKind: 'staff',
  actorName: 'Jo Mercer',
  about: null,
  data: {},
  at: Temporal.Instant.from('2026-11-23T10:00Z'),
};

test('an event that lacks what its sentence names is told with a gap, whichever event it is', () => {
  const events = [...englishWords.keys()].filter((key) => /^events\.[a-z_]+-[a-z_]+$/u.test(key));
  expect(events.length).toBeGreaterThan(10);
  for (const key of events) {
    expect(eventWords({ ...entry, name: key.replace('events.', '').replace('-', '.') }, t)).not.toBe('');
  }
});

test('a message in the history is named by its kind and channel', () => {
  const data = { kind: 'sign_in', channel: 'sms', reason: null };
  expect(eventWords({ ...entry, name: 'delivery.sent', data }, t)).toBe(
    'A message was sent by text message: link and PIN to sign in',
  );
});
