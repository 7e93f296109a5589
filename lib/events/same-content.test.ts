import { describe, expect, it } from 'vitest';
import { type StreamEvent } from './event';
import { parseStoredBody } from './parse-event';
import { sameContent } from './same-content';

const identity = {
  connection: 'google-oauth2',
  provider: 'google-oauth2',
  user_id: '108876543210987654321',
  isSocial: true,
  profileData: { email: 'mara@gmail.example' },
};
const trimmedIdentity = { connection: 'google-oauth2', provider: 'google-oauth2', user_id: '108876543210987654321' };
const user = { user_id: 'auth0|1', email: 'mara@example.com', multifactor: ['guardian'], identities: [identity] };

function event(object: unknown, envelope: Record<string, unknown> = {}): StreamEvent {
  const body = { id: 'evt_1', type: 'user.updated', time: '2026-11-20T09:15:00Z', data: { object }, ...envelope };
  const parsed = parseStoredBody(JSON.stringify(body));
  if (parsed === null) throw new Error('not an event');
  return parsed;
}

describe('sameContent', () => {
  it('sees the same event behind another stream, source, spelling of time and order of keys', () => {
    const copy = event(Object.fromEntries(Object.entries(user).reverse()), {
      a0stream: 'est_2',
      source: 'urn:auth0:',
      time: '2026-11-20T10:15:00.000+01:00',
    });
    expect(sameContent(event(user), copy)).toBe(true);
  });

  it('sees another event when type, time or object differ', () => {
    expect(sameContent(event(user), event(user, { type: 'user.created' }))).toBe(false);
    expect(sameContent(event(user), event(user, { time: '2026-11-20T09:15:00.001Z' }))).toBe(false);
    expect(sameContent(event(user), event({ ...user, email: 'other@example.com' }))).toBe(false);
    expect(sameContent(event(user), event({ ...user, nickname: 'm' }))).toBe(false);
    expect(sameContent(event({ ...user, nickname: 'm' }), event(user))).toBe(false);
    expect(sameContent(event(user), event(null))).toBe(false);
    expect(sameContent(event(null), event(null))).toBe(true);
  });

  it("takes the trimmed copy of Auth0's deliveries for the same event, from either side", () => {
    const trimmed = event({ user_id: 'auth0|1', email: 'mara@example.com', identities: [trimmedIdentity] });
    expect(sameContent(event(user), trimmed)).toBe(true);
    expect(sameContent(trimmed, event(user))).toBe(true);
  });

  it('forgives absence only: a trimmed field with another value is another event', () => {
    expect(sameContent(event(user), event({ ...user, multifactor: [] }))).toBe(false);
    expect(sameContent(event(user), event({ ...user, multifactor: null }))).toBe(false);
    expect(sameContent(event(user), event({ ...user, identities: [{ ...identity, isSocial: false }] }))).toBe(false);
    expect(sameContent(event(user), event({ ...user, identities: [{ ...trimmedIdentity, user_id: '2' }] }))).toBe(
      false,
    );
    expect(sameContent(event(user), event({ ...user, identities: [] }))).toBe(false);
    expect(sameContent(event(user), event({ ...user, identities: ['odd'] }))).toBe(false);
    expect(sameContent(event(user), event({ user_id: 'auth0|1', email: 'mara@example.com' }))).toBe(false);
  });

  it('compares numbers by value: other digits are another event, another spelling is not', () => {
    const withNumbers = (text: string) => {
      const body = JSON.stringify({ id: 'evt_1', type: 'user.updated', data: { object: user } });
      const parsed = parseStoredBody(
        body.replace('"user_id":"auth0|1"', `"user_id":"auth0|1","user_metadata":${text}`),
      );
      if (parsed === null) throw new Error('not an event');
      return parsed;
    };
    const first = withNumbers('{"n":9007199254740993,"m":[1.0,-0,1e400]}');
    expect(sameContent(first, withNumbers('{"m":[1,0,10E399],"n":9007199254740993}'))).toBe(true);
    expect(sameContent(first, withNumbers('{"n":9007199254740992,"m":[1.0,-0,1e400]}'))).toBe(false);
    expect(sameContent(first, withNumbers('{"n":9007199254740993,"m":[1.0,-0,1e401]}'))).toBe(false);
    expect(sameContent(first, withNumbers('{"n":9007199254740993,"m":[1.0,-0,null]}'))).toBe(false);
    expect(sameContent(first, withNumbers('{"n":"9007199254740993","m":[1.0,-0,1e400]}'))).toBe(false);
  });

  it('forgives nothing outside user events', () => {
    const type = { type: 'organization.updated' };
    expect(sameContent(event({ id: 'org_1', multifactor: [] }, type), event({ id: 'org_1' }, type))).toBe(false);
  });

  it('compares bodies of any depth without overflowing', () => {
    const deep = (core: number) =>
      `{"id":"e","type":"user.updated","data":{"object":{"user_id":"a","x":${'['.repeat(100_000)}${core}${']'.repeat(100_000)}}}}`;
    const [one, again, two] = [parseStoredBody(deep(1)), parseStoredBody(deep(1)), parseStoredBody(deep(2))];
    if (one === null || again === null || two === null) throw new Error('not an event');
    expect(sameContent(one, again)).toBe(true);
    expect(sameContent(one, two)).toBe(false);
  });
});
