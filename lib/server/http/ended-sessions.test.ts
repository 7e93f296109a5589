import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StoreUnavailableError } from '../../store';
import { endedSessions } from './ended-sessions';

const hasSessionEnded = vi.hoisted(() => vi.fn<(id: string) => Promise<boolean>>());

vi.mock('server-only', () => ({}));
vi.mock('../process/store', () => ({
  store: () =>
    Promise.resolve({ hasSessionEnded, endSession: () => Promise.reject(new Error('Nothing can be written')) }),
}));

beforeEach(() => {
  vi.useFakeTimers();
  hasSessionEnded.mockReset().mockResolvedValue(false);
});

afterEach(() => vi.useRealTimers());

const unreadable = () => hasSessionEnded.mockRejectedValue(new StoreUnavailableError('Its file is damaged'));

test('while the store cannot be read, a session that was alive a moment ago goes on for a quarter of an hour', async () => {
  expect(await endedSessions().has('alive')).toBe(false);
  unreadable();
  vi.advanceTimersByTime(14 * 60_000);
  expect(await endedSessions().has('alive')).toBe(false);
  vi.advanceTimersByTime(2 * 60_000);
  await expect(endedSessions().has('alive')).rejects.toThrow('damaged');
});

test('nobody comes in by a session that this process has not seen alive, and a sign-out holds', async () => {
  unreadable();
  await expect(endedSessions().has('unknown')).rejects.toThrow('damaged');
  hasSessionEnded.mockResolvedValue(false);
  expect(await endedSessions().has('left')).toBe(false);
  unreadable();
  await endedSessions().add('left', 60_000);
  expect(await endedSessions().has('left')).toBe(true);
});
