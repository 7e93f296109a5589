import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Connector } from '../../../connectors/connector';
import { type ConnectorConfig } from '../../../connectors/connector-config';
import { hubspotDefaults, type MappingRow } from '../../../connectors/records/record-config';
import { startSimulator } from '../../testing/simulated-tenant';
import { actionAnswer, actionFile } from './action-file';

const connectorOf = (config: ConnectorConfig): Connector => ({
  ...{ id: 7, kind: config.kind, name: 'CRM', state: 'draft', stateSinceMs: 0, holdReason: null, stateBy: null },
  ...{ quietUntilMs: null, quietReason: null, cursorSeq: 0, configVersion: 3, config },
  ...{ createdAtMs: Date.UTC(2026, 0, 1), createdBy: 'ada', deletionsConfirmedSeq: null },
});

const row = (source: string, target: string, over: Partial<MappingRow> = {}): MappingRow => ({
  ...{ source, target, transforms: [], when: 'always', cleared: 'leave' },
  ...over,
});

describe('the Action of a connector', () => {
  test('is text that browsers take for nothing else', async () => {
    const answer = actionAnswer(connectorOf(hubspotDefaults));
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toContain('exports.onExecuteEventStream = ');
  });

  test('names a digest that changes with the mapping and the policies alone', () => {
    const digest = (config: ConnectorConfig) => /sha256:[0-9a-f]{16}/.exec(actionFile(connectorOf(config)))?.[0];
    const portal = { id: '1', timeZone: 'UTC', uiDomain: 'app.hubspot.com' };
    expect(digest({ ...hubspotDefaults, portal })).toBe(digest(hubspotDefaults));
    expect(digest({ ...hubspotDefaults, mapping: [] })).not.toBe(digest(hubspotDefaults));
  });

  test('is refused for other kinds, and where Auth0 would not take it', () => {
    const webhook = { kind: 'webhook', url: 'https://crm.test', types: null, body: 'plain', perSecond: 1 } as const;
    expect(() => actionFile(connectorOf(webhook))).toThrow('kind webhook');
    const table = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`plan ${index}`, 'x'.repeat(20)]));
    const transforms: MappingRow['transforms'] = [{ kind: 'map', table, otherwise: null }];
    const mapping = [row('app_metadata.plan', 'plan', { transforms })];
    expect(() => actionFile(connectorOf({ ...hubspotDefaults, mapping }))).toThrow('Auth0 takes 100,000');
  });
});

/** Stories 3, 5, 6 and 10 of a connector, with the Action in the simulator's Action stream. */
describe('the Action in an event stream', () => {
  type Simulator = Awaited<ReturnType<typeof startSimulator>>;
  interface Contact {
    id: string;
    properties: Record<string, string>;
  }
  let simulator: Simulator;
  let userId: string;

  const streamId = 'est_CrmActionStream00000C3';
  const crm = <T = unknown>(method: string, path: string, body?: unknown) =>
    simulator.control<T>(method, `/hubspot/${path}`, body);
  const act = (body: object) =>
    simulator.control<{ changes: { object: { user_id: string } }[] }>('POST', '/users', body);

  async function deploy(mapping: readonly MappingRow[] = hubspotDefaults.mapping): Promise<void> {
    const code = actionFile(connectorOf({ ...hubspotDefaults, mapping: [...mapping] }));
    const secrets = { HUBSPOT_TOKEN: 'pat-sim-hubspot' };
    await simulator.control('POST', '/actions', { id: 'b7d9f4a2-3c1e-4f6a-9d20-5e8c7a1b6f34', code, secrets });
  }

  /** The only contact, once it has these values; an empty one is not told. */
  const contact = (values: Record<string, string>) =>
    expect
      .poll(
        async () => {
          const { contacts } = await crm<{ contacts: Contact[] }>('GET', 'contacts');
          const told = (properties: Contact['properties']) =>
            Object.fromEntries(Object.keys(values).map((name) => [name, properties[name] ?? '']));
          return contacts.map(({ properties }) => told(properties));
        },
        { timeout: 10_000 },
      )
      .toEqual([values]);

  /** The stream of the Action, which knows new users alone, hears of all changes. */
  async function subscribe(): Promise<void> {
    const { url } = simulator;
    const ask = async (method: string, path: string, body: object, headers: object = {}): Promise<unknown> => {
      const given = { 'content-type': 'application/json', ...headers };
      const answer = await fetch(`${url}${path}`, { method, headers: given, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const credentials = {
      grant_type: 'client_credentials',
      client_id: 'streamgauge-m2m',
      client_secret: 'streamgauge-m2m-secret-for-local-use-only-0000',
      audience: `${url}/api/v2/`,
    };
    const { access_token } = z
      .object({ access_token: z.string() })
      .parse(await ask('POST', '/oauth/token', credentials));
    const subscriptions = ['user.created', 'user.updated', 'user.deleted'].map((event_type) => ({ event_type }));
    const authorization = `Bearer ${access_token}`;
    await ask('PATCH', `/api/v2/event-streams/${streamId}`, { status: 'enabled', subscriptions }, { authorization });
  }

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.stop());

  beforeEach(async () => {
    await simulator.control('POST', '/reset', {});
    await crm('POST', 'reset', { contacts: [] });
    for (const [name, hasUniqueValue] of [
      ['auth0_user_id', true],
      ['auth0_status', false],
      ['auth0_last_event_at', false],
    ]) {
      const shape = { label: name, type: 'string', fieldType: 'text', groupName: 'contactinformation' };
      await crm('POST', 'properties', { name, hasUniqueValue, ...shape });
    }
    await deploy();
    await subscribe();
  });

  async function create(over: object = {}): Promise<void> {
    const lin = { email: 'lin@new.test', email_verified: true, given_name: 'Lin', family_name: 'Wu', ...over };
    const { changes } = await act({ do: 'create', ...lin });
    userId = changes[0]?.object.user_id ?? '';
  }

  test('makes a contact, changes its address, and marks it when the user is deleted', async () => {
    await create();
    await contact({ email: 'lin@new.test', firstname: 'Lin', lastname: 'Wu', auth0_status: 'active' });
    await act({ do: 'update', user_id: userId, patch: { email: 'lin@other.test' } });
    await contact({ email: 'lin@other.test', firstname: 'Lin', auth0_user_id: userId });
    await act({ do: 'delete', user_id: userId });
    await contact({ email: 'lin@other.test', auth0_status: 'deleted' });
  });

  test('links a contact that HubSpot hides while it says that it exists', async () => {
    await crm('POST', 'contacts', { contacts: [{ id: '42', properties: { email: 'lin@new.test' } }] });
    const respond = { hide: ['42'] };
    await crm('POST', 'troubles', { match: { method: 'GET' }, skip: 1, times: 1, respond });
    await create();
    await contact({ email: 'lin@new.test', firstname: 'Lin', auth0_status: 'active' });
  });

  test('is tried again by Auth0 after a limit, and then makes one contact', async () => {
    await crm('POST', 'troubles', { times: 2, respond: { status: 429 } });
    await create();
    await contact({ email: 'lin@new.test' });
  });

  test('clears what is gone, where the mapping says so', async () => {
    await simulator.control('PATCH', '/config', { previousObject: true });
    await deploy(hubspotDefaults.mapping.map((mapped) => ({ ...mapped, cleared: 'clear' })));
    await create();
    await contact({ lastname: 'Wu' });
    await act({ do: 'update', user_id: userId, patch: { family_name: null } });
    await contact({ firstname: 'Lin', lastname: '' });
  });
});
