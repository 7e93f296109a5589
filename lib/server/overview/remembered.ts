import { singleton } from '../process/singleton';

/** Shares one reading for `ttlMs`; a failed one is not kept. */
export function remembered<T>(key: string, ttlMs: number, read: () => Promise<T>): Promise<T> {
  const slot = singleton<{ value: Promise<T> | null; atMs: number }>(`overview ${key}`, () => ({
    value: null,
    atMs: -Infinity,
  }));
  if (slot.value !== null && performance.now() - slot.atMs < ttlMs) return slot.value;
  const value = read();
  slot.value = value;
  slot.atMs = performance.now();
  value.catch(() => {
    if (slot.value === value) slot.value = null;
  });
  return value;
}
