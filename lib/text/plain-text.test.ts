import { expect, it } from 'vitest';
import { plainText } from './plain-text';

it('keeps ordinary text as it is', () => {
  expect(plainText('Zoë 😀 例')).toBe('Zoë 😀 例');
});

it('replaces NUL and lone surrogates, which databases refuse or change', () => {
  expect(plainText('a\0b\uD800c')).toBe('a\uFFFDb\uFFFDc');
});

it('cuts to a length without leaving half a character', () => {
  expect(plainText('abcdef', 3)).toBe('abc');
  expect(plainText('ab😀', 3)).toBe('ab\uFFFD');
});
