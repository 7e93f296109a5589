import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSimulator, startSimulator } from '../program/start.ts';
import { createHubspotClient, type HubspotClient } from '../testing/hubspot-client.ts';

let simulator: RunningSimulator;
let hubspot: HubspotClient;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 'empty', webhookUrl: 'http://localhost:9/webhook' });
  hubspot = createHubspotClient(simulator.url);
});

beforeEach(() =>
  hubspot.control('POST', 'reset', {
    contacts: [
      { id: '42', properties: { email: 'ada@old.test', firstname: '<img src=x>' }, additionalEmails: ['b@x.test'] },
      { id: '77', properties: { email: 'grace@x.test' }, archived: true },
    ],
  }),
);

afterAll(() => simulator.stop());

const page = async (query = '') => {
  const answer = await fetch(`${simulator.url}/hubspot${query}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('the page of the HubSpot stand-in', () => {
  it('shows contacts, keys and calls, with everything escaped', async () => {
    await hubspot.call('GET', '/crm/v3/objects/contacts/42');
    const { headers, text } = await page();
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain('&lt;img src=x&gt;');
    expect(text).not.toContain('<img');
    for (const shown of ['ada@old.test · b@x.test', 'pat-sim-hubspot', '/crm/v3/objects/contacts/42', 'archived']) {
      expect(text).toContain(shown);
    }
  });

  it('renews its live part alone', async () => {
    const { text } = await page('?part=live');
    expect(text).toContain('ada@old.test');
    expect(text).not.toContain('<html');
  });

  it('opens a live contact to edit, with the properties that a client has made', async () => {
    await hubspot.control('POST', 'properties', {
      name: 'auth0_user_id',
      label: 'Auth0 user ID',
      type: 'string',
      fieldType: 'text',
      groupName: 'contactinformation',
      hasUniqueValue: true,
    });
    const { text } = await page('?contact=42');
    expect(text).toContain('name="properties.auth0_user_id"');
    expect(text).toContain('data-path="/__sim/hubspot/contacts/42"');
    expect((await page('?contact=77')).text).not.toContain('Save as a person would');
    expect((await page('?contact=1')).status).toBe(200);
  });

  it('takes additional addresses as one text, as its form sends them', async () => {
    await hubspot.control('PATCH', 'contacts/42', { additionalEmails: 'c@x.test; d@x.test' });
    const { text } = await page('?contact=42');
    expect(text).toContain('value="c@x.test;d@x.test"');
  });

  it('is for this machine alone', async () => {
    const answer = await fetch(`${simulator.url}/hubspot`, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.status).toBe(403);
  });
});
