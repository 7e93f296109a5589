import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventTypeNames } from '../events/event-types';
import { checkData } from './check-data';
import { objectShapes } from './data-shapes';
import { sampleText } from './sample-data';

test.each(eventTypeNames)('the sample of %s has the shape of its type', (type) => {
  expect(checkData(type, sampleText(type)).problems).toEqual([]);
});

describe.each(eventTypeNames)('%s', (type) => {
  const required = Object.keys(objectShapes[type]).filter((name) => !name.endsWith('?'));

  test.each(required)('without %s names the member and a line of the payload', (name) => {
    const data = JSON.parse(sampleText(type)) as { object: Record<string, unknown> };
    const path = name.split('.');
    const last = path.pop() ?? '';
    const parent = path.reduce((value, part) => value[part] as Record<string, unknown>, data.object);
    Reflect.deleteProperty(parent, last);
    const text = JSON.stringify(data, null, 2);
    const [problem] = checkData(type, text).problems;
    expect(problem).toMatchObject({ field: `object.${name}` });
    expect(problem?.line).toBeLessThanOrEqual(text.split('\n').length);
  });
});

test('a member of the wrong kind is named with its own line', () => {
  const text = sampleText('user.created').replace('"email_verified": false', '"email_verified": "no"');
  const line = text.split('\n').findIndex((entry) => entry.includes('email_verified')) + 1;
  expect(checkData('user.created', text).problems).toEqual([
    { line, field: 'object.email_verified', text: 'It has to be true or false.' },
  ]);
});

test.each([
  ['{\n  "object": {\n    "user_id": \n  }\n}', 4, 'value expected'],
  ['{ "object": { "a": 1, } }', 1, 'property name expected'],
  ['', 1, 'value expected'],
  ['// no\n{}', 1, 'invalid comment token'],
])('JSON that cannot be read is told with its line: %j', (text, line, words) => {
  const [problem] = checkData('user.created', text).problems;
  expect(problem).toMatchObject({ line, field: null });
  expect(problem?.text).toContain(words);
});

test.each(['[]', '"text"', '7', 'null', '{}', '{"object": []}'])('%s is no payload', (text) => {
  expect(checkData('user.created', text).data).toBeNull();
});

test('members that nobody knows are sent as they are', () => {
  const text = JSON.stringify({ object: { id: 'org_1', brand_new: [1] }, context: { a: 1 } });
  expect(checkData('organization.created', text).data).toEqual(JSON.parse(text));
});

test('whatever is written, there is data or a problem, and never both', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), fc.constantFrom(...eventTypeNames), (text, type) => {
      const { data, problems } = checkData(type, text);
      expect(data === null).toBe(problems.length > 0);
      for (const { line } of problems) expect(line).toBeGreaterThan(0);
    }),
  );
});
