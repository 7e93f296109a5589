import { describe, expect, it } from 'vitest';

import { type Lane } from './connector';
import { webhookDefaults } from './connector-config';
import { eventCarryOf } from './event-carry';
import { hubspotDefaults } from './records/record-config';

const event = (seq: number, fields: readonly string[] | null = ['given_name']) => ({
  ...{ seq, id: `evt_${seq}`, type: 'user.updated', subjectId: 'auth0|ada', fields },
  outcome: 'applied' as const,
  rowChanged: true,
  receivedAtMs: 1_000 + seq,
});

const crm = { config: hubspotDefaults, cursorSeq: 20, createdAtMs: 1_000 };
const hook = { ...crm, config: { ...webhookDefaults, url: 'https://a.test' } };

const lane = (state: Lane['state'], doneSeq: number, wantedSeq = doneSeq) => ({ state, doneSeq, wantedSeq });

describe('what a connector has made of an event', () => {
  it.each([
    ['it is the newest that was sent', event(10), crm, lane('idle', 10), 'carried'],
    ['a newer one was sent', event(9), crm, lane('idle', 10), 'superseded'],
    ['each event is sent to a receiver', event(9), hook, lane('idle', 10), 'carried'],
    ['nothing of it is mapped', event(10, ['last_login']), crm, lane('idle', 10), 'not_mapped'],
    ['a sign-in is sent to a receiver too', event(10, ['last_login']), hook, lane('idle', 10), 'carried'],
    ['it was there before the connector', event(10), { ...crm, createdAtMs: 5_000 }, lane('idle', 10), 'before'],
    ['it came before the start', event(10), crm, null, 'before'],
    ['it has not been planned yet', event(21), crm, lane('idle', 10), 'waiting'],
    ['it has not been planned yet, and nobody was', event(21), crm, null, 'waiting'],
    ['it is being sent', event(12), crm, lane('running', 10, 12), 'waiting'],
    ['it is tried again', event(12), crm, lane('retrying', 10, 12), 'waiting'],
    ['a person is asked', event(12), crm, lane('review', 10, 12), 'review'],
    ['a person has said never', event(12), crm, lane('parked', 10, 12), 'parked'],
    ['a person has skipped it', event(12), crm, lane('parked', 12), 'parked'],
  ] as const)('%s', (...[, of, connector, at, carry]) => {
    expect(eventCarryOf(of, connector, at)).toBe(carry);
  });

  it('a test event is never sent', () => {
    expect(eventCarryOf({ ...event(10), outcome: 'test' }, hook, lane('idle', 10))).toBe('not_mapped');
  });
});
