import { describe, expect, it } from 'vitest';
import { happening, onStream } from '../tenant/cloud-event.ts';
import { SENTINELS, sentinelOf } from './sentinels.ts';

const about = (object: object) =>
  sentinelOf(onStream(happening({ type: 'user.created', data: { object }, atMs: 0 }), 'est_1'));

describe('sentinelOf', () => {
  it.each(Object.keys(SENTINELS))('knows %s+… in the address of a user and of a member', (word) => {
    expect(about({ email: `${word}+ida@example.com` })).toBe(SENTINELS[word]);
    expect(about({ user: { email: `${word}+ida@example.com` } })).toBe(SENTINELS[word]);
  });

  it.each(['ida@example.com', 'twice@example.com', 'ida+twice@example.com', 'constructor+ida@example.com', 'twice+'])(
    'finds nothing in %s',
    (email) => {
      expect(about({ email })).toBeUndefined();
    },
  );

  it('finds nothing where there is no address', () => {
    expect(about({ user_id: 'auth0|1' })).toBeUndefined();
  });
});
