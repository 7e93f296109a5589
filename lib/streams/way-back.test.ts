import { expect, test } from 'vitest';
import { nextStep, wayBack, type WayBackFacts } from './way-back';

const disabled: WayBackFacts = {
  status: 'disabled',
  failedNow: 5_012,
  limits: { inARow: 500, total: 5_000 },
  isHealthy: null,
  hasArrived: false,
  window: { fromMs: 1, toMs: 2 },
  isHoleSeen: false,
};

test('enabling waits until fewer have failed than Auth0 allows', () => {
  expect(wayBack(disabled)).toMatchObject({ failures: 'todo', enable: 'blocked', test: 'blocked' });
  expect(wayBack({ ...disabled, failedNow: 5_000 }).enable).toBe('blocked');
  expect(wayBack({ ...disabled, failedNow: 4_999 })).toMatchObject({ failures: 'done', enable: 'todo' });
});

test('the steps are taken in order, a failed one first', () => {
  expect(nextStep(wayBack(disabled))).toBe('address');
  expect(nextStep(wayBack({ ...disabled, isHealthy: false }))).toBe('address');
  expect(nextStep(wayBack({ ...disabled, isHealthy: true }))).toBe('failures');
  expect(nextStep(wayBack({ ...disabled, isHealthy: true, failedNow: 0 }))).toBe('enable');
  const on = { ...disabled, isHealthy: true, failedNow: 0, status: 'enabled' };
  expect(nextStep(wayBack(on))).toBe('test');
  expect(nextStep(wayBack({ ...on, hasArrived: true }))).toBe('hole');
  expect(wayBack({ ...on, hasArrived: true, isHoleSeen: true }).hole).toBe('done');
});

test('what is so already needs no step: an event stream that is enabled again only lacks proof', () => {
  expect(wayBack({ ...disabled, status: 'enabled' })).toEqual({
    address: 'todo',
    failures: 'done',
    enable: 'done',
    test: 'todo',
    hole: 'todo',
  });
  expect(wayBack({ ...disabled, status: 'enabled', window: null }).hole).toBe('done');
});

test('an event that came all the way proves the address, whatever a probe said', () => {
  expect(wayBack({ ...disabled, status: 'enabled', hasArrived: true }).address).toBe('done');
  expect(wayBack({ ...disabled, status: 'enabled', hasArrived: true, isHealthy: false }).address).toBe('done');
});

test('what was missed is told once it is over', () => {
  expect(wayBack({ ...disabled, window: null }).hole).toBe('blocked');
});
