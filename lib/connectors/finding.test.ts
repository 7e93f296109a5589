import { expect, test } from 'vitest';
import { actsOn, boundedFields, findingKinds } from './finding';

const field = { target: 'firstname', ours: 'Ada', theirs: 'Augusta' };
const about = { userId: 'auth0|ada', recordId: '42' };

test('what is kept of a finding is bounded, and what was cut cannot be accepted', () => {
  const [cut] = boundedFields([{ ...field, theirs: '\u{1f600}'.repeat(500) }]);
  expect(cut?.theirs?.length).toBeLessThanOrEqual(200);
  expect(boundedFields(Array.from({ length: 99 }, () => field))).toHaveLength(20);
  const different = { kind: 'different', ...about, fields: [field] } as const;
  expect(actsOn(different, { hasRecords: true })).toEqual(['push', 'accept']);
  expect(actsOn({ ...different, fields: cut === undefined ? [] : [cut] }, { hasRecords: true })).toEqual(['push']);
});

test('a row has nothing that could be accepted: each push writes all of it', () => {
  const acts = findingKinds.flatMap((kind) => actsOn({ kind, ...about, fields: [field] }, { hasRecords: false }));
  expect(acts).not.toContain('accept');
});

test('what belongs to nobody here is not touched', () => {
  for (const kind of ['extra', 'ahead'] as const)
    expect(actsOn({ kind, ...about, fields: [] }, { hasRecords: true })).toEqual([]);
});
