import { describe, expect, it } from 'vitest';
import { checklist, checklistTitle, type StepKey } from './checklist';
import { astrayToShow, reachOf, type Setup, type SetupManagement, type SetupStream } from './setup';

const management: SetupManagement = {
  configured: true,
  reachable: true,
  scopes: [
    { scope: 'read:event_streams', purpose: 'show event streams', granted: true },
    { scope: 'update:event_deliveries', purpose: 'ask for a failed delivery to be tried again', granted: true },
  ],
  problem: null,
  checkedAtMs: 0,
};
const stream: SetupStream = {
  id: 'est_1',
  name: 'Users',
  status: 'enabled',
  subscriptions: 3,
  authorization: 'bearer',
};

const setupWith = (change: Partial<Setup> = {}): Setup => ({
  atMs: 0,
  person: { name: 'Mara Lindqvist', role: 'admin', grantedBy: 'ACCESS_ADMINS' },
  tenant: 'example.eu.auth0.com',
  management,
  webhook: {
    url: 'https://gauge.example.com/webhook',
    reach: 'public',
    credential: { method: 'bearer', setting: 'WEBHOOK_TOKEN', header: null },
    astray: null,
  },
  streams: { here: [stream], total: 3 },
  events: { total: 0, lastMs: null },
  listening: { fromMs: 0, bucketMs: 5_000, buckets: [] },
  ...change,
});

const stepOf = (setup: Setup, key: StepKey) => checklist(setup).find((step) => step.key === key);
const titleOf = (setup: Setup) => checklistTitle(checklist(setup));

describe('the checklist', () => {
  it('names the person, the role and the setting that granted it', () => {
    expect(stepOf(setupWith(), 'sign-in')?.text).toBe('Mara Lindqvist, admin by ACCESS_ADMINS');
  });

  it('has only the first event left on a good set-up', () => {
    expect(titleOf(setupWith())).toBe('One test event to go');
    expect(checklist(setupWith()).map((step) => step.state)).toEqual(['done', 'done', 'done', 'done', 'waiting']);
  });

  it('counts missing scopes in the title and says what they are for', () => {
    const scopes = management.scopes.map((scope) => ({ ...scope, granted: scope.scope === 'read:event_streams' }));
    const setup = setupWith({ management: { ...management, scopes } });
    expect(titleOf(setup)).toBe('One scope and one test event to go');
    expect(stepOf(setup, 'management')).toMatchObject({
      state: 'failed',
      title: 'Management API reachable, one scope missing',
      text: 'Grant it to the machine-to-machine application. It is needed to ask for a failed delivery to be tried again.',
    });
  });

  it('does not claim a result before Auth0 answered', () => {
    const setup = setupWith({ management: null, events: { total: 1, lastMs: 1 } });
    expect(stepOf(setup, 'management')?.state).toBe('checking');
    expect(titleOf(setup)).toBe('Checking the set-up');
  });

  it('says that a missing Management API is missing, not broken', () => {
    const setup = setupWith({
      management: { ...management, configured: false, reachable: false, scopes: [] },
      streams: null,
    });
    expect(stepOf(setup, 'management')?.title).toBe('Management API not configured');
    expect(titleOf(setup)).toBe('The Management API, an event stream and one test event to go');
  });

  it('warns that without a credential every request is refused', () => {
    const setup = setupWith({ webhook: { ...setupWith().webhook, credential: null } });
    expect(stepOf(setup, 'address')).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('WEBHOOK_TOKEN') as unknown,
    });
  });

  it('asks for a tunnel when the address is on this machine and the tenant is not', () => {
    const webhook = { ...setupWith().webhook, reach: 'local' as const };
    expect(titleOf(setupWith({ webhook }))).toBe('A public address and one test event to go');
  });

  it('names the path that a right secret came to, and what to change', () => {
    const astray = { path: '/webhooks', isOurs: true, atMs: 0 };
    const setup = setupWith({ webhook: { ...setupWith().webhook, astray } });
    expect(titleOf(setup)).toBe('The endpoint of an event stream and one test event to go');
    expect(stepOf(setup, 'address')).toMatchObject({
      state: 'failed',
      title: 'Requests arrive at /webhooks instead of this address',
      text: expect.stringContaining('Change the endpoint of the event stream') as unknown,
    });
  });

  it('tells of a request close to the address, and fails nothing for what anybody can send', () => {
    const astray = { path: '/Webhook', isOurs: false, atMs: 0 };
    const setup = setupWith({ webhook: { ...setupWith().webhook, astray } });
    expect(stepOf(setup, 'address')).toMatchObject({
      state: 'done',
      text: expect.stringContaining('A request came to /Webhook without the right secret.') as unknown,
    });
  });

  it('shows an astray request until events have followed it for an hour, the sender’s own first', () => {
    const own = { path: '/webhooks', isOurs: true, atMs: 1_000 };
    const strange = { path: '/Webhook', isOurs: false, atMs: 2_000 };
    expect(astrayToShow([strange, own], null)).toBe(own);
    expect(astrayToShow([strange, own], 2_000)).toBe(own);
    expect(astrayToShow([strange, own], 3_601_500)).toBe(strange);
    expect(astrayToShow([strange, own], 3_700_000)).toBeNull();
  });

  it('fails a stream that points here but is disabled', () => {
    const setup = setupWith({ streams: { here: [{ ...stream, status: 'disabled' }], total: 1 } });
    expect(stepOf(setup, 'stream')?.state).toBe('failed');
  });

  it('is complete once an event has arrived', () => {
    expect(titleOf(setupWith({ events: { total: 1, lastMs: 1 } }))).toBe('Everything is set up');
  });
});

it('judges from the addresses whether Auth0 can reach the webhook', () => {
  expect(reachOf('https://gauge.example.com/webhook', 'example.eu.auth0.com')).toBe('public');
  expect(reachOf('http://gauge.example.com/webhook', 'example.eu.auth0.com')).toBe('plain');
  expect(reachOf('http://localhost:3000/webhook', 'example.eu.auth0.com')).toBe('local');
  expect(reachOf('http://127.0.0.1:3000/webhook', 'example.eu.auth0.com')).toBe('local');
  expect(reachOf('http://localhost:3000/webhook', 'localhost:4400')).toBe('simulator');
});
