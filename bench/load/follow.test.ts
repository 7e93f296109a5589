import { expect, test } from 'vitest';
import { followDelays } from './follow';

test('an event is shown by the first answer that is as new as it', () => {
  const answers = [
    { atMs: 130, newestMs: 110 },
    { atMs: 250, newestMs: 200 },
  ];
  expect(followDelays(answers, { fromMs: 100, toMs: 120 })).toEqual([30, 20, 130]);
});

test('answers that overtook one another are taken in the order they came', () => {
  const answers = [
    { atMs: 300, newestMs: 100 },
    { atMs: 200, newestMs: 100 },
  ];
  expect(followDelays(answers, { fromMs: 100, toMs: 100 })).toEqual([100]);
});

test('a screen that stands still makes the round invalid', () => {
  expect(() => followDelays([{ atMs: 130, newestMs: 110 }], { fromMs: 100, toMs: 200 })).toThrow('did not follow');
});
