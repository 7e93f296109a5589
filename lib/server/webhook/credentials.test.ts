import { describe, expect, test } from 'vitest';
import { authenticate, webhookCredentials } from './credentials';

const credentials = webhookCredentials({
  bearer: ['current-token', 'previous-token'],
  basic: ['ada:s3:cret', 'bob:übung'],
  headers: [
    { name: 'x-hook', value: 'one' },
    { name: 'x-hook', value: 'two' },
  ],
});

const request = (headers: Record<string, string>) => (name: string) => headers[name] ?? null;
const attempt = (headers: Record<string, string>) => authenticate(request(headers), credentials);
const basic = (pair: string) => `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;

describe('authenticate', () => {
  test.each([
    [{ authorization: 'Bearer current-token' }, { kind: 'bearer', index: 0 }],
    [{ authorization: 'Bearer previous-token' }, { kind: 'bearer', index: 1 }],
    [{ authorization: 'bEaReR   current-token ' }, { kind: 'bearer', index: 0 }],
    [{ authorization: basic('ada:s3:cret') }, { kind: 'basic', index: 0 }],
    [{ authorization: basic('bob:übung') }, { kind: 'basic', index: 1 }],
    [{ 'x-hook': 'two' }, { kind: 'header', index: 1 }],
    [
      { authorization: 'Bearer current-token', 'x-hook': 'one' },
      { kind: 'bearer', index: 0 },
    ],
  ])('%j is let in', (headers, credential) => {
    expect(attempt(headers)).toEqual({ ok: true, credential });
  });

  test.each([
    [{}],
    [{ authorization: '' }],
    [{ authorization: 'Bearer' }],
    [{ authorization: 'Bearer ' }],
    [{ authorization: 'current-token' }],
    [{ authorization: 'Bearer current-toke' }],
    [{ authorization: 'Bearer current-tokenn' }],
    [{ authorization: 'Bearer CURRENT-TOKEN' }],
    [{ authorization: 'Digest current-token' }],
    [{ authorization: basic('ada:wrong') }],
    [{ authorization: 'Basic !!!' }],
    [{ authorization: `Bearer ${'x'.repeat(65_536)}` }],
    [{ authorization: 'Bearer tökén' }],
    [{ 'x-hook': 'three' }],
    [{ 'x-hook': '' }],
  ])('%.60j is refused without an exception', (headers) => {
    expect(attempt(headers)).toMatchObject({ ok: false });
  });

  test('a right and a wrong credential together are ambiguous', () => {
    const code = 'ambiguous_credential';
    const reason = 'Two credentials were presented and one is wrong';
    expect(attempt({ authorization: 'Bearer current-token', 'x-hook': 'wrong' })).toEqual({ ok: false, code, reason });
    expect(attempt({ authorization: 'Bearer wrong', 'x-hook': 'one' })).toEqual({ ok: false, code, reason });
  });

  test('a configured header may be named Authorization', () => {
    const own = webhookCredentials({
      bearer: ['t'],
      basic: [],
      headers: [{ name: 'authorization', value: 'Secret 1' }],
    });
    expect(authenticate(request({ authorization: 'Secret 1' }), own)).toMatchObject({ ok: true });
    expect(authenticate(request({ authorization: 'Bearer t' }), own)).toMatchObject({ ok: true });
    expect(authenticate(request({ authorization: 'Secret 2' }), own)).toMatchObject({ ok: false });
  });

  test('with nothing configured everything is refused', () => {
    const nothing = webhookCredentials({ bearer: [], basic: [], headers: [] });
    for (const authorization of ['Bearer ', 'Bearer undefined', basic(':'), basic('')]) {
      expect(authenticate(request({ authorization }), nothing)).toMatchObject({ ok: false });
    }
  });
});
