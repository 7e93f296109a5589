import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type AuditEntry } from '../../audit/audit';
import { forwardingName, forwardingSecret, forwardingSource } from '../../streams/forwarding-action';
import { getAction, listActions } from '../management/actions';
import { simulateTenant, type SimulatedTenant } from '../testing/simulated-tenant';
import { deployForwarding } from './action-deeds';

const webhookUrl = 'http://localhost:9/webhook';
const token = 'a-secret-token-of-the-webhook';

async function world({ actionBuildMs = 200 } = {}) {
  const tenant = await simulateTenant();
  await tenant.control('PATCH', '/config', { actionBuildMs });
  const audit: Omit<AuditEntry, 'seq'>[] = [];
  const store = { recordAudit: (entry: Omit<AuditEntry, 'seq'>) => Promise.resolve(void audit.push(entry)) };
  const { management } = tenant;
  const deed = { store, management, actor: 'mara@example.test', name: forwardingName, webhookUrl, token };
  return { tenant, management, audit, deed };
}

const calls = async (tenant: SimulatedTenant, method: string) => {
  const { calls: made } = await tenant.control<{ calls: { method: string; path: string; status: number }[] }>(
    'GET',
    `/calls?method=${method}`,
  );
  return made
    .filter(({ path }) => path.includes('/actions/'))
    .map(({ path, status }) => [path.split('/').at(-1), status]);
};

describe('the forwarding Action', () => {
  test('is made with its secret, waited for, deployed and put on record', async () => {
    const { deed, management, audit } = await world();
    const { action, created } = await deployForwarding(deed);
    expect(created).toBe(true);
    expect(action).toMatchObject({
      ...{ name: forwardingName, status: 'built', deployedVersion: 1, isAllDeployed: true },
      ...{ secrets: [forwardingSecret], dashboardUrl: null },
    });
    expect((await getAction(management, action.id)).code).toBe(forwardingSource({ webhookUrl }));
    expect(audit).toMatchObject([
      { actor: 'mara@example.test', action: 'action_deployed', target: forwardingName, detail: { webhookUrl } },
    ]);
    expect(JSON.stringify([action, audit])).not.toContain(token);
  });

  test('is one for its name: a second call makes its next version, and keeps a secret that was added', async () => {
    const { deed, management } = await world();
    const { action } = await deployForwarding(deed);
    const secrets = [{ name: forwardingSecret }, { name: 'MINE', value: 'x' }];
    await management.call('person', (sdk) => sdk.actions.update(action.id, { secrets }));
    const again = await deployForwarding({ ...deed, webhookUrl: 'http://localhost:10/webhook' });
    expect(again).toMatchObject({ created: false, action: { id: action.id, deployedVersion: 2 } });
    expect(again.action.secrets.toSorted()).toEqual(['MINE', forwardingSecret]);
    expect((await listActions(management)).filter(({ name }) => name === forwardingName)).toHaveLength(1);
  });

  test.each([
    ['the creation, of which no answer came', { method: 'POST', pathPattern: '/api/v2/actions/actions' }],
    ['the build', { method: 'GET', pathPattern: '/api/v2/actions/actions/*' }],
    ['the deployment', { method: 'POST', pathPattern: '/api/v2/actions/actions/*/deploy' }],
  ])('that broke off at %s is taken up by calling again', async (_, match) => {
    const { deed, tenant, management } = await world();
    await tenant.control('POST', '/troubles', { match, respond: { status: 400 } });
    await expect(deployForwarding(deed)).rejects.toMatchObject({ kind: 'bad_request' });
    await tenant.control('DELETE', '/troubles');
    expect((await deployForwarding(deed)).action).toMatchObject({ deployedVersion: 1, isAllDeployed: true });
    expect((await listActions(management)).filter(({ name }) => name === forwardingName)).toHaveLength(1);
  });

  test('waits where Auth0 calls the draft built and refuses it for a moment', async () => {
    const { deed, tenant } = await world({ actionBuildMs: 0 });
    await tenant.control('POST', '/troubles', {
      match: { method: 'POST', pathPattern: '/api/v2/actions/actions/*/deploy' },
      times: 2,
      respond: {
        status: 400,
        body: {
          statusCode: 400,
          error: 'Bad Request',
          message: "A draft must be in the 'built' state before it can be deployed.",
        },
      },
    });
    expect((await deployForwarding(deed)).action.deployedVersion).toBe(1);
    expect((await calls(tenant, 'POST')).filter(([last]) => last === 'deploy')).toEqual([
      ['deploy', 400],
      ['deploy', 400],
      ['deploy', 200],
    ]);
  });

  test.each(['read:actions', 'create:actions'])('names the scope %s when it is missing, on record', async (scope) => {
    const { deed, tenant, audit } = await world();
    const scopes = ['read:actions', 'create:actions', 'update:actions'].filter((granted) => granted !== scope);
    await tenant.control('PATCH', '/config', { scopes });
    await expect(deployForwarding(deed)).rejects.toMatchObject({ kind: 'missing_scope', scopes: [scope] });
    expect(audit.at(-1)?.detail).toMatchObject({ refused: 'missing_scope' });
  });

  test('names update:actions when an Action that is there cannot be changed', async () => {
    const { deed, tenant } = await world();
    await deployForwarding(deed);
    await tenant.control('PATCH', '/config', { scopes: ['read:actions', 'create:actions'] });
    await expect(deployForwarding(deed)).rejects.toMatchObject({ kind: 'missing_scope', scopes: ['update:actions'] });
  });

  test('never replaces code that was not generated here', async () => {
    const { deed, management, tenant } = await world();
    await expect(deployForwarding({ ...deed, name: 'Send to CRM' })).rejects.toMatchObject({ status: 409 });
    expect(await calls(tenant, 'PATCH')).toEqual([]);
    expect((await listActions(management, 'Send to CRM'))[0]?.deployedVersion).toBe(1);
  });

  test('needs a token to hand over, and asks Auth0 for nothing without one', async () => {
    const { deed, tenant, audit } = await world();
    await expect(deployForwarding({ ...deed, token: undefined })).rejects.toThrow('WEBHOOK_TOKEN');
    expect([await calls(tenant, 'POST'), audit]).toEqual([[], []]);
  });
});

describe('an event stream that calls it', () => {
  /** The address that the Action posts to; nothing listens there until `open`. */
  async function reserve() {
    const arrivals: { authorization: string | undefined; id: string }[] = [];
    const listener: RequestListener = (request, response) => {
      void text(request).then((body) => {
        const { id } = JSON.parse(body) as { id: string };
        arrivals.push({ authorization: request.headers.authorization, id });
        response.writeHead(204).end();
      });
    };
    const listen = (port: number) =>
      new Promise<Server>((resolve) => {
        const server = createServer(listener).listen(port, '127.0.0.1', () => resolve(server));
      });
    const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
    const first = await listen(0);
    const { port } = first.address() as AddressInfo;
    await close(first);
    const open = async () => {
      const server = await listen(port);
      onTestFinished(() => {
        server.closeAllConnections();
        return close(server);
      });
    };
    return { url: `http://127.0.0.1:${port}/webhook`, arrivals, open };
  }

  /** Sends a test event by a stream that is made for the Action, and returns the id of both. */
  async function send(tenant: SimulatedTenant, actionId: string) {
    const { id: streamId = '' } = await tenant.management.call('person', (sdk) =>
      sdk.eventStreams.create({
        name: 'by the Action',
        destination: { type: 'action', configuration: { action_id: actionId } },
      }),
    );
    const { id } = await tenant.management.call('person', (sdk) =>
      sdk.eventStreams.test(streamId, { event_type: 'user.created' }),
    );
    return { streamId, eventId: id };
  }

  interface SimulatedState {
    feed: { what: string; id?: string; text: string }[];
  }

  test('delivers events here, with the token', async () => {
    const { tenant, deed } = await world();
    const webhook = await reserve();
    await webhook.open();
    const { action } = await deployForwarding({ ...deed, webhookUrl: webhook.url });
    const { eventId } = await send(tenant, action.id);
    await expect
      .poll(() => webhook.arrivals, { timeout: 30_000 })
      .toEqual([{ authorization: `Bearer ${token}`, id: eventId }]);
  });

  test('has an event tried again that met nobody, until it arrives', async () => {
    const { tenant, deed } = await world();
    const webhook = await reserve();
    const { action } = await deployForwarding({ ...deed, webhookUrl: webhook.url });
    const { eventId, streamId } = await send(tenant, action.id);
    const reached = async () => {
      const { actions } = await tenant.control<{ actions: { id: string; calls: number }[] }>('GET', '/actions');
      return actions.find(({ id }) => id === action.id)?.calls ?? 0;
    };
    await expect.poll(reached, { timeout: 30_000 }).toBeGreaterThan(0);
    await webhook.open();
    await expect.poll(() => webhook.arrivals.map(({ id }) => id), { timeout: 30_000 }).toEqual([eventId]);
    const { feed } = await tenant.control<SimulatedState>('GET', '/state');
    expect(feed.filter(({ id, what }) => id === eventId && what === 'failed')).toEqual([]);
    expect(streamId).toMatch(/^est_/);
  });
});
