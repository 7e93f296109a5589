import { describe, expect, it } from 'vitest';
import { createSender } from '../delivery/sender.ts';
import { defaultSettings } from '../ground/settings.ts';
import { Tenant } from '../world/tenant.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { tellHistory } from './tell-history.ts';

/** A history told to a tenant without streams, and every event of it. */
function told(body: { seed: number; users: number; events: number }) {
  const clock = createFakeClock();
  const tenant = new Tenant({ clock, settings: defaultSettings(), sender: createSender() });
  const events: { id: string; type: string; time: string; data: object }[] = [];
  const emit = tenant.emit.bind(tenant);
  tenant.emit = (event) => {
    events.push(event);
    emit(event);
  };
  const summary = tellHistory(tenant, body);
  return { tenant, events, summary };
}

describe('a seeded history', () => {
  it('is the same for the same seed, byte by byte, and another for another', () => {
    const wish = { seed: 5, users: 40, events: 300 };
    const first = told(wish);
    expect(JSON.stringify(first.events)).toBe(JSON.stringify(told(wish).events));
    expect(first.events[0]?.id).not.toBe(told({ ...wish, seed: 6 }).events[0]?.id);
  });

  it('has exactly the users and events asked for, in the order of their times', () => {
    const { events, tenant, summary } = told({ seed: 1, users: 500, events: 2000 });
    expect(summary).toMatchObject({ users: 500, events: 2000, first: events[0]?.id, last: events.at(-1)?.id });
    const people = events.filter(
      ({ type, data }) => type === 'user.created' && JSON.stringify(data).includes('"provider":"auth0"'),
    );
    expect(people).toHaveLength(500);
    expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).toSorted());
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['user.created', 'user.updated', 'user.deleted']));
    expect(events.every(({ id }) => /^evt_[A-Za-z0-9]{22}$/.test(id))).toBe(true);
    expect(tenant.users.size).toBeLessThan(500);
  });

  it('is not told twice to one tenant', () => {
    const { tenant } = told({ seed: 1, users: 3, events: 9 });
    expect(() => tellHistory(tenant, { seed: 1, users: 3, events: 9 })).toThrow('reset the tenant first');
  });

  it.each([{ users: 0 }, { users: 5, events: 4 }, { users: 5, until: 'yesterday' }, { users: 1.5 }])(
    'refuses %j',
    (body) => {
      const { tenant } = told({ seed: 1, users: 1, events: 1 });
      expect(() => tellHistory(tenant, body)).toThrow(/"(users|events|until)"/);
    },
  );
});
