import { expect, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { type ApiClient } from './api.ts';
import { type App } from './app.ts';
import { type HookReceiver } from './hook-receiver.ts';

/** Settings of a server that may send to this machine. */
export const connectorEnv = {
  CONNECTORS_KEY: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  CONNECTORS_ALLOW: '127.0.0.1,localhost',
};

export const main = (page: Page) => page.getByRole('main');

export const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });

/** Makes a webhook connector by the API and starts it. Returns its number and its secret. */
export async function connect(
  admin: ApiClient,
  { url }: Pick<HookReceiver, 'url'>,
  over: object = {},
  name = 'Billing events',
): Promise<{ id: number; secret: string }> {
  const config = { kind: 'webhook', url, types: null, body: 'cloudevent', perSecond: 50, ...over };
  const made = await admin.request('POST', '/api/connectors', { body: { name, config } });
  const { connector, secret } = (await made.json()) as { connector: { id: number }; secret: string };
  expect((await admin.request('POST', `/api/connectors/${connector.id}/start`)).status).toBe(200);
  return { id: connector.id, secret };
}

/** Lets two days of failed tries pass for every lane: a person has to decide. The application must not run. */
export function useUpTries(app: App): void {
  const database = new Database(app.database);
  database.exec(
    "UPDATE connector_lanes SET state = 'review', due_ms = NULL, reason = 'keeps_failing', attempts = 11 WHERE state <> 'idle'",
  );
  database.close();
}
