import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubspotCall } from './hubspot-client';
import { type HubspotStandIn, type SeenCall, startHubspot } from '../../testing/hubspot-stand-in';
import { hourMs } from '../../../spans';
import { userFields } from '../../../users/user-fields';
import { beginPush, pushRecord } from '../../../connectors/records/push-record';
import { hubspotDefaults, hubspotUserIdTarget, numericId } from '../../../connectors/records/record-config';
import { PushStopped, type RecordCall, type RecordWorld } from '../../../connectors/records/record-reply';
import { actionSource, hubspotLastEventTarget } from '../../../connectors/action/action-source';
import { changeVectors } from '../../../connectors/action/testing/change-vectors';
import { createVectors } from '../../../connectors/action/testing/create-vectors';
import { deletionVectors } from '../../../connectors/action/testing/deletion-vectors';
import { findVectors } from '../../../connectors/action/testing/find-vectors';
import { ada, eventTime, type ParityVector } from '../../../connectors/action/testing/parity-vector';
import { refusalVectors } from '../../../connectors/action/testing/refusal-vectors';
import { rowVectors } from '../../../connectors/action/testing/row-vectors';

let hubspot: HubspotStandIn;

beforeAll(async () => {
  hubspot = await startHubspot();
});
afterAll(() => hubspot.stop());

const configOf = ({ mapping, policies }: Pick<ParityVector, 'mapping' | 'policies'>) => ({
  mapping: [...(mapping ?? hubspotDefaults.mapping)],
  policies: { ...hubspotDefaults.policies, ...policies },
});

const sinceMs = Date.parse('2026-10-01T00:00:00Z');

async function prepare({ contacts = [], troubles = [] }: ParityVector): Promise<void> {
  await hubspot.reset([], { limits: { perTenSeconds: 10_000, perDay: 1_000_000 } });
  const name = hubspotLastEventTarget;
  const shape = { label: name, type: 'string', fieldType: 'text', groupName: 'contactinformation' };
  await hubspot.control('POST', 'properties', { name, ...shape });
  const [there, gone] = [contacts.filter(({ archived }) => archived !== true), contacts.filter((one) => one.archived)];
  for (const some of [there, gone]) if (some.length > 0) await hubspot.control('POST', 'contacts', { contacts: some });
  for (const trouble of troubles) await hubspot.control('POST', 'troubles', trouble);
}

/** Runs the generated code as Auth0 does, with the stand-in in HubSpot's place. Returns what it logs. */
async function execute(message: object, config = configOf({})): Promise<string[]> {
  const code = actionSource({ name: 'CRM', configVersion: 1, hash: 'none', createdAtMs: sinceMs, config });
  const logs: string[] = [];
  const { baseUrl, token } = hubspot.parts();
  const toStandIn = (url: string, init: RequestInit) => {
    expect(url).toMatch(/^https:\/\/api\.hubapi\.com\//);
    return fetch(url.replace('https://api.hubapi.com', baseUrl ?? ''), init);
  };
  const exports: { onExecuteEventStream?: (event: unknown) => Promise<void> } = {};
  const console = { log: (line: string) => logs.push(line) };
  runInNewContext(code, { exports, fetch: toStandIn, AbortSignal, console });
  const event: unknown = JSON.parse(JSON.stringify({ message, secrets: { HUBSPOT_TOKEN: token } }));
  await exports.onExecuteEventStream?.(event);
  return logs;
}

/** What the Action says in the end, or how it fails. */
async function runAction(vector: ParityVector): Promise<string> {
  const { type, object, previous, time = eventTime } = vector;
  const message = { id: 'evt_1', type, time, data: { object, ...(previous && { previous_object: previous }) } };
  try {
    const [line = '', ...more] = await execute(message, configOf(vector));
    expect(more).toEqual([]);
    expect(line.length).toBeLessThanOrEqual(256);
    expect(line).not.toContain('@');
    return line.replace(`Streamgauge evt_1 ${type}: `, '');
  } catch (error) {
    return `throws ${messageOf(error)}`;
  }
}

/** Not an `Error` of ours: the code has a realm of its own. */
const messageOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';

/** The connector's push of the user that the mirror has after the event. */
async function runEngine(vector: ParityVector): Promise<void> {
  const { type, previous, time = eventTime, link, living = [] } = vector;
  const object = vector.mirror ?? vector.object;
  const { mapping, policies } = configOf(vector);
  const timeMs = Date.parse(time);
  const profile = Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
  const userId = typeof object.user_id === 'string' ? object.user_id : '';
  const { connections, blocked } = userFields({ userId, profile });
  const nowMs = timeMs + hourMs;
  const before = typeof previous?.email === 'string' ? previous.email : '';
  const isVerified = previous?.email_verified === true;
  const targets = mapping.map(({ target }) => target);
  const world: RecordWorld = {
    nowMs: () => nowMs,
    call: async (call: RecordCall) => {
      const { reply } = await hubspotCall(hubspot.parts(), call, targets);
      if (reply.kind === 'stopped') throw new PushStopped(reply);
      return reply;
    },
    linkedTo: () => Promise.resolve([]),
    claim: () => Promise.resolve(true),
    previousEmails: () =>
      Promise.resolve(before === '' || before === profile.email ? [] : [{ email: before, isVerified }]),
    linkedInto: () => Promise.resolve(null),
    recordOf: () => Promise.resolve(null),
    liveByEmail: () => Promise.resolve(null),
    isLive: (other) => Promise.resolve(living.includes(other)),
    isGoneAtAuth0: () => Promise.resolve(true),
    mayDeactivate: () => Promise.resolve(true),
  };
  const way = beginPush(world, {
    user: {
      ...{ userId, profile, connections, isBlocked: blocked },
      deletedAtMs: type === 'user.deleted' ? timeMs : null,
      newestEventMs: timeMs,
    },
    ...{
      mapping,
      policies,
      userIdTarget: hubspotUserIdTarget,
      emailTarget: 'email',
      recordIdShape: numericId,
      sinceMs,
    },
    link: link === undefined ? null : { ...link, role: 'writer', state: 'active', origin: 'created', linkedAtMs: 0 },
    ...{ isOpen: false, decision: null, waitingSinceMs: timeMs },
  });
  await pushRecord(way).catch((error: unknown) => {
    if (!(error instanceof PushStopped)) throw error;
  });
}

function callText({ method, path, query, body, status }: SeenCall): string {
  const key = decodeURIComponent(path.split('/contacts').at(-1)?.slice(1) ?? '');
  const by = new URLSearchParams(query).get('idProperty');
  const parts = [method, key, by === null ? '' : `by ${by}`, valuesText(body), String(status)];
  return parts.filter((part) => part !== '').join(' ');
}

function valuesText(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('properties' in body)) return '';
  const values = Object.entries(body.properties ?? {}).filter(([target]) => target !== hubspotLastEventTarget);
  return JSON.stringify(Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Writes without their values; those of the time of the event alone are the Action's own. */
const writesOf = (calls: readonly string[]) =>
  calls.filter((text) => !text.startsWith('GET ') && !text.includes(' {} ')).map((text) => text.replace(/\{.*\} /, ''));

/** What has become of the contacts, as far as the mapping and the policies are about them. */
async function contactsAfter(vector: ParityVector): Promise<unknown> {
  const { mapping, policies } = configOf(vector);
  const targets = [...mapping.map(({ target }) => target), hubspotUserIdTarget, policies.deactivation.target];
  const contacts = await hubspot.contacts();
  return contacts.map(({ id, properties, archived }) => ({
    ...{ id, archived },
    values: Object.fromEntries(targets.map((target) => [target, properties[target] ?? ''])),
  }));
}

const found = [...findVectors, ...createVectors, ...changeVectors, ...rowVectors];

describe.each([...found, ...refusalVectors, ...deletionVectors])('$name', (vector) => {
  test('the Action asks HubSpot for this, and the connector for the same unless it is meant', async () => {
    await prepare(vector);
    const says = await runAction(vector);
    const calls = (await hubspot.calls()).map(callText);
    expect({ calls, says }).toEqual({ calls: vector.calls, says: vector.says });
    expect(calls.length).toBeLessThanOrEqual(5);
    const afterAction = await contactsAfter(vector);

    await prepare(vector);
    await runEngine(vector);
    const writes = writesOf((await hubspot.calls()).map(callText));
    expect(writes).toEqual(vector.differs?.writes ?? writesOf(calls));
    const isSame = vector.differs === undefined;
    if (isSame) expect(await contactsAfter(vector)).toEqual(afterAction);
    else expect(await contactsAfter(vector)).not.toEqual(afterAction);
  });
});

test('no answer within three seconds is none', async () => {
  const vector: ParityVector = { name: 'hang', type: 'user.created', object: ada, calls: [], says: '' };
  await prepare({ ...vector, troubles: [{ times: 1, respond: { hang: true } }] });
  expect(await runAction(vector)).toBe('throws HubSpot gave no answer to GET: TimeoutError');
});

test.each([
  ['a test event', { a0purpose: 'test' }, []],
  ['an event of something else', { type: 'organization.created' }, []],
  ['an event without a time', { time: 'now' }, ['the event names no user or no time']],
  ['an event without a user', { data: {} }, ['the event names no user or no time']],
])('%s asks nothing', async (_name, over, says) => {
  await prepare({ name: '', type: 'user.created', object: ada, calls: [], says: '' });
  const logs = await execute({ id: 'evt_1', type: 'user.created', time: eventTime, data: { object: ada }, ...over });
  expect(logs.map((line) => line.split(': ')[1])).toEqual(says);
  expect(await hubspot.calls()).toEqual([]);
});
