import { expect, test } from 'vitest';
import { deploymentWords, parseAction } from './action';

// As recorded of a real tenant.
const recorded = {
  id: 'afb9f8af-1bb4-4096-b4c7-50af4d19d2a4',
  name: 'Forward',
  supported_triggers: [{ id: 'event-stream', version: 'v1' }],
  updated_at: '2026-03-11T14:34:45.050767171Z',
  code: 'exports.onExecuteEventStream = async (event, api) => {};',
  status: 'built',
  secrets: [{ name: 'KEY', updated_at: '2026-03-11T14:34:45.050767171Z' }],
  current_version: { status: 'BUILT', number: 1 },
  deployed_version: { deployed: true, number: 1, status: 'built' },
  all_changes_deployed: true,
};

test('an Action is read as recorded', () => {
  expect(parseAction(recorded)).toEqual({
    ...{ id: recorded.id, name: 'Forward', status: 'built', code: recorded.code, secrets: ['KEY'] },
    ...{ deployedVersion: 1, isAllDeployed: true, updatedAt: recorded.updated_at },
  });
});

test.each([
  ['no name', { name: undefined }, { name: recorded.id }],
  ['a status that is new', { status: 'sleeping' }, { status: 'sleeping' }],
  ['no deployment', { deployed_version: undefined, all_changes_deployed: undefined }, { deployedVersion: null }],
  ['a deployment without a number', { deployed_version: {} }, { deployedVersion: 1 }],
  ['secrets in another shape', { secrets: [7, { name: 'A' }] }, { secrets: ['A'] }],
])('one with %s is read all the same', (_, change, expected) => {
  expect(parseAction({ ...recorded, ...change })).toMatchObject(expected);
});

test('what has no id is no Action', () => {
  expect(parseAction({ name: 'x' })).toBeNull();
  expect(parseAction(null)).toBeNull();
});

test('the deployment is told in words', () => {
  const action = parseAction(recorded);
  if (action === null) throw new Error('not read');
  expect(deploymentWords(action)).toBe('version 1');
  expect(deploymentWords({ ...action, isAllDeployed: false })).toBe('version 1, with changes not deployed');
  expect(deploymentWords({ ...action, deployedVersion: null })).toBe('never deployed');
});
