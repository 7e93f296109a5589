import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, isEventType, sampleData } from '../samples/sample-data.ts';
import { happening, onStream, storedCopy } from './cloud-event.ts';

const AT = Date.parse('2026-11-20T09:15:00.573Z');

describe('envelope', () => {
  it('has the ids, time and names a real event has', () => {
    const event = onStream(happening({ type: 'user.created', data: {}, atMs: AT }), 'est_1', 'test');
    expect(event).toMatchObject({
      specversion: '1.0',
      time: '2026-11-20T09:15:00.573Z',
      a0stream: 'est_1',
      a0purpose: 'test',
    });
    expect(event.id).toMatch(/^evt_[A-Za-z0-9]{22}$/);
    expect(event.source).toMatch(/^urn:auth0:[a-z]+\.[a-z]+$/);
    expect(event.a0tenant).toMatch(/^[a-z0-9][-a-z0-9]{1,61}[a-z0-9]$/);
  });

  it('carries no purpose unless it is a test', () => {
    expect(onStream(happening({ type: 'user.created', data: {}, atMs: AT }), 'est_1')).not.toHaveProperty('a0purpose');
  });
});

describe('samples', () => {
  it('exist for all 25 types', () => {
    expect(EVENT_TYPES).toHaveLength(25);
    expect(EVENT_TYPES.every((type) => isEventType(type) && 'object' in sampleData[type])).toBe(true);
  });
});

describe('storedCopy', () => {
  it('loses what recorded copies have lost and keeps the rest', () => {
    const object = {
      user_id: 'auth0|1',
      multifactor: ['guardian'],
      email: 'ada@example.com',
      identities: [{ provider: 'auth0', user_id: '1', connection: 'db', isSocial: false, profileData: { name: 'A' } }],
    };
    const stored = storedCopy(
      onStream(happening({ type: 'user.created', data: { object }, atMs: AT }), 'est_1', 'test'),
    );
    expect(stored).toMatchObject({
      source: 'urn:auth0:',
      data: {
        object: {
          email: 'ada@example.com',
          identities: [{ connection: 'db', provider: 'auth0', user_id: '1' }],
          user_id: 'auth0|1',
        },
      },
    });
    const text = JSON.stringify(stored);
    for (const lost of ['a0purpose', 'multifactor', 'isSocial', 'profileData']) expect(text).not.toContain(lost);
    expect(Object.keys(stored)).toEqual(Object.keys(stored).toSorted());
  });
});
