import { expect, it } from 'vitest';
import { isDeeperThan, mayBeDeeperThan } from './json-depth';
import { parseJson } from './parse-json';

it('counts arrays and objects as levels, and no value inside them', () => {
  const text = '[{"a":[1e400,-0,{},"[",null]}]';
  const value = parseJson(text);
  expect([isDeeperThan(value, 4), isDeeperThan(value, 3), isDeeperThan(value, 0)]).toEqual([false, true, true]);
  expect([isDeeperThan(parseJson('[[1e400]]'), 2), isDeeperThan(parseJson('1e400'), 0)]).toEqual([false, false]);
  expect(isDeeperThan(undefined, 0)).toBe(false);
  expect([mayBeDeeperThan(text, 5), mayBeDeeperThan(text, 4)]).toEqual([false, true]);
});
