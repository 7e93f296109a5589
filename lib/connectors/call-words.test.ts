import { expect, it } from 'vitest';

import { callWords } from './call-words';

it.each([
  [{ act: 'read', targets: null }, 'read'],
  [{ act: 'archive', targets: [] }, 'archive'],
  [{ act: 'update', targets: ['email', 'firstname'] }, 'update email, firstname'],
  [{ act: 'create', targets: ['a', 'b', 'c', 'd'] }, 'create 4 fields'],
] as const)('a request is told by act and targets: %j', (call, words) => {
  expect(callWords(call)).toBe(words);
});
