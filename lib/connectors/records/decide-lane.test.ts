import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneStates, parkReasons, reviewReasons } from '../connector';
import { wakeLane } from '../lane-steps';
import { decideLane, type LaneVerdict, type RecordStand } from './decide-lane';
import { type RecordLink } from './record';

const link: RecordLink = {
  ...{ recordId: 'r1', role: 'writer', state: 'active', origin: 'created', linkedAtMs: 1 },
  sent: { email: 'a@x.test', phone: '1' },
};

const asked: RecordStand = {
  ...{ state: 'review', dueMs: null, wantedSeq: 9, doneSeq: 4, attempts: 3, waitingSinceMs: 5 },
  ...{ reason: 'value_refused', error: 'x', link, isOpen: false, decision: null },
  facts: { candidates: [], refused: { phone: 'no number' } },
};

const idle: RecordStand = {
  ...asked,
  ...{ state: 'idle', reason: null, error: null, facts: null, waitingSinceMs: null, doneSeq: 9, attempts: 0 },
};

const woken = { state: 'waiting', dueMs: 20, attempts: 0, reason: null, error: null, facts: null };

const verdicts: LaneVerdict[] = [
  { act: 'link', recordId: 'r2' },
  { act: 'create' },
  { act: 'leave_out' },
  { act: 'skip' },
  { act: 'never' },
  { act: 'unlink' },
  { act: 'follow', recordId: 'r2' },
  { act: 'make_writer' },
  { act: 'make_writer', recordId: 'r2' },
  { act: 'confirm_deletion' },
  { act: 'resend' },
  { act: 'accept', fields: [{ target: 'phone', ours: '1', theirs: '2' }] },
];

describe('a decision about a lane', () => {
  test('resend: everything is written again, also what was let stand', () => {
    const stand = { ...idle, link: { ...link, accepted: { phone: { ours: '1', theirs: '2' } } } };
    const after = decideLane(stand, { act: 'resend' }, 20);
    expect(after).toMatchObject({ ...woken, isOpen: true, link });
    expect(after?.link?.accepted).toBeUndefined();
    expect(decideLane({ ...idle, link: null }, { act: 'resend' }, 20)).toMatchObject({ ...woken, link: null });
  });

  test('accept: ours counts as sent, theirs stands, and nothing is woken', () => {
    const fields = [
      { target: 'phone', ours: '3', theirs: '2' },
      { target: 'fax', ours: null, theirs: '9' },
    ];
    const accepted = { phone: { ours: '3', theirs: '2' }, fax: { ours: '', theirs: '9' } };
    const sent = { email: 'a@x.test', phone: '3', fax: '' };
    expect(decideLane(idle, { act: 'accept', fields }, 20)).toEqual({ ...idle, link: { ...link, sent, accepted } });
    expect(decideLane(asked, { act: 'accept', fields }, 20)).toBeNull();
    const follower = { ...idle, link: { ...link, role: 'follower' as const } };
    expect(decideLane(follower, { act: 'accept', fields }, 20)).toBeNull();
  });

  test('link: the record is the user’s, and is sent everything', () => {
    expect(decideLane(asked, { act: 'link', recordId: 'r2' }, 20)).toMatchObject({
      ...woken,
      link: { recordId: 'r2', role: 'writer', state: 'active', origin: 'person', linkedAtMs: 20, sent: {} },
      isOpen: true,
    });
    expect(decideLane(idle, { act: 'link', recordId: 'r2' }, 20)).toMatchObject({ ...woken, waitingSinceMs: 20 });
  });

  test('create: the link goes, and the next push makes a record', () => {
    expect(decideLane(asked, { act: 'create' }, 20)).toMatchObject({ ...woken, link: null, decision: 'create' });
    expect(decideLane(idle, { act: 'create' }, 20)).toBeNull();
    const parked = { ...idle, state: 'parked' as const, reason: 'no_email' as const, link: null };
    expect(decideLane(parked, { act: 'create' }, 20)).toMatchObject({ ...woken, decision: 'create' });
  });

  test('leave out: what was refused counts as sent', () => {
    const sent = { email: 'a@x.test', phone: 'no number' };
    expect(decideLane(asked, { act: 'leave_out' }, 20)).toMatchObject({ ...woken, link: { recordId: 'r1', sent } });
    expect(decideLane({ ...asked, link: null }, { act: 'leave_out' }, 20)).toBeNull();
    expect(decideLane({ ...asked, facts: null }, { act: 'leave_out' }, 20)).toBeNull();
  });

  test('skip: nothing until the next change', () => {
    const skipped = decideLane(asked, { act: 'skip' }, 20);
    expect(skipped).toMatchObject({ state: 'parked', reason: 'skipped', doneSeq: 9, dueMs: null, facts: null, link });
    expect(wakeLane(skipped, { firstSeq: 12, lastSeq: 12 }, 30)).toMatchObject({ state: 'waiting', doneSeq: 11 });
  });

  test('never: nothing for good, and only forgetting the record goes on', () => {
    const never = decideLane(idle, { act: 'never' }, 20);
    if (never === null) throw new Error('It did not apply');
    expect(never).toMatchObject({ state: 'parked', reason: 'never', link });
    for (const verdict of verdicts) {
      const after = decideLane(never, verdict, 30);
      if (verdict.act === 'unlink') expect(after).toMatchObject({ state: 'parked', reason: 'never', link: null });
      else expect(after).toBeNull();
    }
  });

  test('unlink: the record is forgotten, and nothing is done until the next change', () => {
    for (const stand of [asked, idle]) {
      expect(decideLane(stand, { act: 'unlink' }, 20)).toMatchObject({
        ...{ state: 'parked', reason: 'unlinked', link: null, dueMs: null, waitingSinceMs: null },
      });
    }
    expect(decideLane({ ...idle, link: null }, { act: 'unlink' }, 20)).toBeNull();
  });

  test('follow: the record is shared, and nothing is sent', () => {
    expect(decideLane(asked, { act: 'follow', recordId: 'r2' }, 20)).toMatchObject({
      ...{ state: 'idle', dueMs: null, doneSeq: 9, reason: null, waitingSinceMs: null, facts: null },
      link: { recordId: 'r2', role: 'follower' },
    });
  });

  test('make writer: of a follower, who is sent in full', () => {
    const follower = { ...idle, link: { ...link, role: 'follower' as const } };
    expect(decideLane(follower, { act: 'make_writer' }, 20)).toMatchObject({
      ...woken,
      ...{ isOpen: true, link: { recordId: 'r1', role: 'writer', origin: 'created', sent: {} } },
    });
    expect(decideLane(idle, { act: 'make_writer' }, 20)).toBeNull();
  });

  test('make writer of a record: at once of one that a person is asked about, and of no other', () => {
    const verdict = { act: 'make_writer', recordId: 'r2' } as const;
    const written = { isOpen: true, link: { recordId: 'r2', role: 'writer', origin: 'person', sent: {} } };
    expect(decideLane({ ...asked, link: null }, verdict, 20)).toMatchObject({ ...woken, ...written });
    expect(decideLane(asked, verdict, 20)).toMatchObject({ ...woken, ...written });
    expect(decideLane({ ...idle, link: null }, verdict, 20)).toBeNull();
    expect(decideLane(idle, verdict, 20)).toBeNull();
  });

  test('confirm a deletion: of one that is asked about', () => {
    const unconfirmed = { ...asked, reason: 'deletion_unconfirmed' as const };
    expect(decideLane(unconfirmed, { act: 'confirm_deletion' }, 20)).toMatchObject({
      ...woken,
      decision: 'deletion_confirmed',
    });
    const linked = { ...asked, reason: 'two_records' as const };
    expect(decideLane(linked, { act: 'confirm_deletion' }, 20)).toMatchObject({ decision: 'deletion_confirmed' });
    expect(decideLane(asked, { act: 'confirm_deletion' }, 20)).toBeNull();
  });
});

test('whatever is decided about whatever lane, it stays due exactly when something is to be done without a person', () => {
  const resting = new Set(['idle', 'review', 'parked']);
  fc.assert(
    fc.property(
      fc.constantFrom(...laneStates),
      fc.constantFrom(...reviewReasons, ...parkReasons),
      fc.constantFrom(...verdicts),
      (state, reason, verdict) => {
        const isResting = resting.has(state);
        const isInStep = state === 'idle' || state === 'parked';
        const stand = { ...asked, state, reason, dueMs: isResting ? null : 9, waitingSinceMs: isInStep ? null : 5 };
        const after = decideLane(stand, verdict, 20);
        if (!isResting) expect(after).toBeNull();
        if (after === null) return;
        expect(after.dueMs === null).toBe(resting.has(after.state));
        expect(after.waitingSinceMs === null).toBe(after.state === 'idle' || after.state === 'parked');
        expect(after.facts).toBeNull();
      },
    ),
  );
});
