import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type AuditEntry } from '../../audit/audit';
import { checkManagement } from '../management/status';
import { StoreUnavailableError } from '../../store';
import { type StreamLook } from '../../streams/stream-store';
import { changeStreamStatus, sendTestEvent } from './stream-deeds';
import { listStreams, streamStats } from '../management/streams';
import { startTinyTenant, type TenantAnswer, type TinyTenant } from '../testing/tiny-tenant';

const announced = vi.hoisted(() => vi.fn());

vi.mock('../process/store', () => ({ announceStreams: announced }));

const streamId = 'est_1';
const stream = (status: string) => ({ id: streamId, name: 'mirror', status, destination: { type: 'webhook' } });

let tenant: TinyTenant;
let answers: Record<string, TenantAnswer>;
let audit: Omit<AuditEntry, 'seq'>[];
let remembered: string[];
let looks: StreamLook[];

/** A book of what was written down, in order. */
const store = {
  recordAudit: (entry: Omit<AuditEntry, 'seq'>) => Promise.resolve(void audit.push(entry)),
  rememberTestEvent: (id: string) => Promise.resolve(void remembered.push(id)),
  noteStreams: (look: StreamLook) => Promise.resolve(looks.push(look)),
};

beforeEach(async () => {
  audit = [];
  remembered = [];
  looks = [];
  answers = {};
  tenant = await startTinyTenant(({ method, path }) => answers[`${method} ${path.replace('/api/v2', '')}`]);
});

afterEach(() => tenant.close());

const deed = () => ({ store, management: tenant.management, actor: 'ada@example.test', streamId });

test('switching an event stream off is on record, and the list shows it at once', async () => {
  answers['GET /event-streams'] = { body: { eventStreams: [stream('enabled')] } };
  await listStreams(tenant.management);
  answers['GET /event-streams'] = { body: { eventStreams: [stream('disabled')] } };
  answers['PATCH /event-streams/est_1'] = { body: stream('disabled') };
  expect(await changeStreamStatus({ ...deed(), status: 'disabled' })).toMatchObject({ status: 'disabled' });
  expect((await listStreams(tenant.management)).streams[0]?.status).toBe('disabled');
  expect(JSON.parse(tenant.to(/est_1$/)[0]?.body ?? '')).toEqual({ status: 'disabled' });
  expect(audit).toMatchObject([{ actor: 'ada@example.test', action: 'stream_disabled', target: streamId }]);
  expect(looks).toMatchObject([
    // As it was seen last, so that the history has what no poll has seen.
    { by: null, isComplete: false, sights: [{ id: streamId, status: 'enabled' }] },
    { by: 'ada@example.test', isComplete: false, sights: [{ id: streamId, status: 'disabled' }] },
  ]);
});

test('a switch is announced once it is written who made it', async () => {
  answers['PATCH /event-streams/est_1'] = { body: stream('disabled') };
  const order: string[] = [];
  announced.mockImplementation(() => void order.push('announced'));
  const slow = {
    ...store,
    noteStreams: async () => {
      await setTimeout(20);
      return order.push('noted');
    },
  };
  await changeStreamStatus({ ...deed(), store: slow, status: 'disabled' });
  expect(order).toEqual(['noted', 'announced']);
});

test('a switch that its history misses has happened all the same', async () => {
  answers['PATCH /event-streams/est_1'] = { body: stream('disabled') };
  const forgetful = { ...store, noteStreams: () => Promise.reject(new Error('disk full')) };
  const changed = await changeStreamStatus({ ...deed(), store: forgetful, status: 'disabled' });
  expect(changed).toMatchObject({ status: 'disabled' });
});

test('a refused change is on record as refused', async () => {
  answers['PATCH /event-streams/est_1'] = {
    status: 403,
    body: { message: 'Insufficient scope, expected any of: update:event_streams' },
  };
  await expect(changeStreamStatus({ ...deed(), status: 'enabled' })).rejects.toMatchObject({ kind: 'missing_scope' });
  expect(audit.map(({ detail }) => detail)).toEqual([{}, { refused: 'missing_scope' }]);
});

test('nothing happens at Auth0 that could not be put on record', async () => {
  const broken = { ...store, recordAudit: () => Promise.reject(new Error('disk full')) };
  await expect(changeStreamStatus({ ...deed(), store: broken, status: 'enabled' })).rejects.toThrow('disk full');
  expect(tenant.seen).toEqual([]);
});

test('a test event answers with its id and the raw word, and is remembered', async () => {
  answers['POST /event-streams/est_1/test'] = { status: 202, body: { id: 'evt_t', status: 'pending', attempts: [] } };
  const sent = await sendTestEvent({ ...deed(), eventType: 'user.created', data: { object: { user_id: 'auth0|1' } } });
  expect(sent).toMatchObject({ eventId: 'evt_t', status: 'pending' });
  expect(remembered).toEqual(['evt_t']);
  expect(JSON.parse(tenant.to(/test$/)[0]?.body ?? '')).toEqual({
    event_type: 'user.created',
    data: { object: { user_id: 'auth0|1' } },
  });
});

test('a type Auth0 has no sample of is refused here', async () => {
  await expect(sendTestEvent({ ...deed(), eventType: 'user.exploded' })).rejects.toMatchObject({ kind: 'bad_request' });
  expect(tenant.seen).toEqual([]);
});

test('statistics that Auth0 does not have are null, and dates have no fractional seconds', async () => {
  const window = { fromMs: Date.parse('2026-11-20T09:00:00.999Z'), toMs: Date.parse('2026-11-20T10:00:00Z') };
  expect(await streamStats(tenant.management, streamId, window)).toBeNull();
  expect(Object.fromEntries(tenant.to(/stats$/)[0]?.query ?? [])).toEqual({
    date_from: '2026-11-20T09:00:00Z',
    date_to: '2026-11-20T10:00:00Z',
  });
});

test('the checklist names what is missing and never throws', async () => {
  expect(await checkManagement(null)).toMatchObject({ configured: false, problem: { kind: 'not_configured' } });
  answers['GET /event-streams'] = { body: { eventStreams: [] } };
  const checked = await checkManagement(tenant.management);
  expect(checked).toMatchObject({ configured: true, reachable: true, problem: null });
  expect(checked.scopes?.missing.map(({ scope }) => scope)).toEqual([
    'read:event_deliveries',
    'update:event_deliveries',
  ]);
  answers['POST /oauth/token'] = { status: 401, body: {} };
  answers['GET /event-streams'] = { status: 401, body: {} };
  expect(await checkManagement(tenant.management, { fresh: true })).toMatchObject({
    reachable: false,
    problem: { kind: 'credentials' },
  });
});

test('the id of a test event that Auth0 has taken is kept at a later try, and a failure does not say that nothing happened', async () => {
  answers['POST /event-streams/est_1/test'] = { status: 202, body: { id: 'evt_t', status: 'pending', attempts: [] } };
  let failures = 2;
  const busy = {
    ...store,
    rememberTestEvent: (id: string) =>
      failures-- > 0 ? Promise.reject(new StoreUnavailableError('busy')) : store.rememberTestEvent(id),
  };
  await sendTestEvent({ ...deed(), store: busy, eventType: 'user.created' });
  expect(remembered).toEqual(['evt_t']);
  failures = Number.POSITIVE_INFINITY;
  await expect(sendTestEvent({ ...deed(), store: busy, eventType: 'user.created' })).rejects.toThrow(
    'Auth0 sends the test event evt_t',
  );
});
