import { expect, test } from 'vitest';
import { type AuditEntry } from '../../audit/audit';
import { simulateTenant, type SimulatedTenant } from '../testing/simulated-tenant';
import { sendTestBurst } from './test-burst';

const streamId = 'est_UsersToDashboard0000A1';

async function world(config: object = {}) {
  const tenant = await simulateTenant();
  await tenant.control('PATCH', '/config', config);
  const audit: Omit<AuditEntry, 'seq'>[] = [];
  const remembered: string[] = [];
  const store = {
    recordAudit: (entry: Omit<AuditEntry, 'seq'>) => Promise.resolve(void audit.push(entry)),
    rememberTestEvent: (id: string) => Promise.resolve(void remembered.push(id)),
  };
  const { management } = tenant;
  const burst = { store, management, actor: 'otto@example.test', streamId, eventType: 'user.created' as const };
  return { tenant, audit, remembered, burst };
}

const requests = async (tenant: SimulatedTenant) => {
  const { calls } = await tenant.control<{ calls: { path: string; status: number; body: unknown }[] }>(
    'GET',
    '/calls?method=POST',
  );
  return calls.filter(({ path }) => path.endsWith('/test'));
};

test('every event of a burst is sent with the payload, remembered, and told with its id', async () => {
  const { tenant, burst, remembered, audit } = await world();
  const data = { object: { user_id: 'auth0|1', deleted_at: '2026-11-20T09:15:00.000Z' } };
  const { sent, failure } = await sendTestBurst({ ...burst, eventType: 'user.deleted', data, count: 5 });
  expect(failure).toBeNull();
  expect(sent.map(({ status }) => status)).toEqual(Array(5).fill('pending'));
  expect(new Set(sent.map(({ eventId }) => eventId)).size).toBe(5);
  expect(remembered).toEqual(sent.map(({ eventId }) => eventId));
  expect((await requests(tenant)).map(({ body }) => body)).toEqual(Array(5).fill({ event_type: 'user.deleted', data }));
  expect(audit).toMatchObject([{ action: 'test_event_sent', detail: { eventType: 'user.deleted', count: 5 } }]);
  expect(audit).toHaveLength(1);
});

test('a burst keeps to the rate that Auth0 allows: it is never refused for it', async () => {
  const { tenant, burst } = await world({ rateLimit: { burst: 4, perSecond: 10 } });
  const { sent, failure } = await sendTestBurst({ ...burst, count: 12 });
  expect([sent.length, failure]).toEqual([12, null]);
  expect((await requests(tenant)).filter(({ status }) => status === 429).length).toBeLessThan(3);
});

test('a burst that has no time left tells what was sent', async () => {
  const { burst, audit } = await world({ rateLimit: { burst: 4, perSecond: 2 } });
  const { sent, failure } = await sendTestBurst({ ...burst, count: 50, withinMs: 1_500 });
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.length).toBeLessThan(50);
  expect(failure).toContain(`${sent.length} of 50`);
  expect(audit.at(-1)?.detail).toMatchObject({ count: 50, sent: sent.length });
});

test('a refusal in the middle ends the burst, and the events before it stay told', async () => {
  const { tenant, burst, remembered, audit } = await world();
  const revoking = {
    ...burst.store,
    rememberTestEvent: async (id: string) => {
      remembered.push(id);
      if (remembered.length === 2) await tenant.control('PATCH', '/config', { scopes: ['read:event_streams'] });
    },
  };
  const { sent, failure } = await sendTestBurst({ ...burst, store: revoking, count: 5 });
  expect(sent.map(({ eventId }) => eventId)).toEqual(remembered);
  expect([sent.length, failure]).toEqual([2, expect.stringContaining('update:event_streams')]);
  expect(audit.at(-1)?.detail).toMatchObject({ count: 5, sent: 2 });
  await expect(sendTestBurst({ ...burst, count: 2 })).rejects.toMatchObject({ scopes: ['update:event_streams'] });
});
