import { describe, expect, it } from 'vitest';
import { changeSettings, defaultSettings } from './settings.ts';

describe('changeSettings', () => {
  it('merges named members and leaves the rest', () => {
    const settings = defaultSettings();
    expect(
      changeSettings(settings, { limits: { inARow: 3 }, speed: 20, redelivery: { outcome: 'fail', status: 503 } }),
    ).toBeUndefined();
    expect(settings.limits).toEqual({ inARow: 3, total: 5000 });
    expect(settings.redelivery).toEqual({ outcome: 'fail', status: 503, body: '{"error":"still broken"}' });
  });

  it.each([{ speed: 0 }, { nonsense: 1 }, { deliveries: { list: 'odd' } }, { scopes: [1] }, 7])(
    'changes nothing when %j is among it',
    (bad) => {
      const settings = defaultSettings();
      expect(changeSettings(settings, typeof bad === 'object' ? { trafficPerMinute: 3, ...bad } : bad)).toBeTypeOf(
        'string',
      );
      expect(settings).toEqual(defaultSettings());
    },
  );
});
