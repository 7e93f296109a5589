import { afterEach, expect, test } from 'vitest';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '../testing/tiny-tenant';
import { knownStreams, requiredStreams } from './known-streams';

const streams = { body: { eventStreams: [{ id: 'est_1', name: 'mirror', status: 'enabled', destination: {} }] } };
const refused = { status: 403, body: { message: 'Insufficient scope, expected any of: read:event_streams' } };

let tenant: TinyTenant | null = null;
afterEach(async () => {
  await tenant?.close();
  tenant = null;
});

async function tenantThatAnswers(answers: TenantAnswer[]) {
  tenant = await startTinyTenant(({ path }) => (path.startsWith('/api') ? answers.shift() : undefined));
  return tenant.management;
}

test('without an application for the Management API nothing is known, and nothing has failed', async () => {
  expect(await knownStreams(null, 'screen')).toMatchObject({ configured: false, streams: null, failure: null });
});

test('a refusal keeps the last list and says why, for every screen alike', async () => {
  const management = await tenantThatAnswers([streams, refused]);
  const first = await knownStreams(management, 'screen');
  expect(first).toMatchObject({ configured: true, streams: [{ id: 'est_1' }], failure: null, isRefused: false });
  management.streams.expire();
  for (const need of ['screen', 'comfort'] as const) {
    const later = await knownStreams(management, need);
    expect(later).toMatchObject({ streams: first.streams, asOfMs: first.asOfMs, isRefused: true });
    expect(later.failure).toContain('read:event_streams');
  }
  await expect(requiredStreams(management)).rejects.toMatchObject({ kind: 'missing_scope' });
});

test('a tenant that hangs holds nobody up: nothing is known yet, then the last list with its age', async () => {
  const management = await tenantThatAnswers([{ hang: true }, streams, { hang: true }]);
  expect(await knownStreams(management, 'comfort')).toMatchObject({ configured: true, streams: null, failure: null });
  management.streams.expire();
  const { asOfMs } = await knownStreams(management, 'screen');
  management.streams.expire();
  expect(await knownStreams(management, 'comfort')).toMatchObject({
    streams: [{ id: 'est_1' }],
    asOfMs,
    failure: 'Auth0 has not answered yet.',
    isRefused: false,
  });
});
