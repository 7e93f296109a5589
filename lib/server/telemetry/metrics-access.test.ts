import { describe, expect, it } from 'vitest';
import { mayReadMetrics } from './metrics-access';

const token = 'metrics-token-0123456789';
const from = (peer: string | null, more: { authorization?: string; isForwarded?: boolean } = {}) => ({
  authorization: null,
  peer,
  isForwarded: false,
  ...more,
});

describe('metrics', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
    'are open to this machine (%s) without a token',
    (peer) => {
      expect(mayReadMetrics(from(peer), [])).toBe(true);
    },
  );

  it.each([null, '10.0.0.1', '1270.0.0.1', '::2', '::ffff:10.0.0.1'])('are shut to %s without a token', (peer) => {
    expect(mayReadMetrics(from(peer), [])).toBe(false);
  });

  it('are shut to what a proxy on this machine passes on', () => {
    expect(mayReadMetrics(from('127.0.0.1', { isForwarded: true }), [])).toBe(false);
  });

  it('are open to the token alone once there is one, from anywhere', () => {
    expect(mayReadMetrics(from('127.0.0.1'), [token])).toBe(false);
    expect(mayReadMetrics(from('10.0.0.1', { authorization: `Bearer ${token}` }), ['other-token-0123456', token])).toBe(
      true,
    );
    expect(mayReadMetrics(from('10.0.0.1', { authorization: `bearer  ${token} ` }), [token])).toBe(true);
    for (const wrong of [`Bearer ${token}x`, `Basic ${token}`, token, 'Bearer', '']) {
      expect(mayReadMetrics(from('10.0.0.1', { authorization: wrong }), [token])).toBe(false);
    }
  });
});
