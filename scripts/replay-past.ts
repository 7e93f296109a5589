import { openStore } from '@/db/store';
import { webhookCredentials } from '@/lib/server/webhook/credentials';
import { handleWebhook, type WebhookRequest } from '@/lib/server/webhook/handle-webhook';
import { z } from 'zod';
import { connectStandIn } from './demo-connector';

// Puts the simulator's past into a database by the webhook's own rules, with each delivery's time as the clock. Development
// only; scripts/past.ts bundles and runs it.

const page = z.object({
  deliveries: z.array(z.object({ receivedAt: z.iso.datetime(), event: z.looseObject({ id: z.string() }) })),
  next: z.number().nullable(),
});

const settings = z
  .object({
    SIMULATOR_URL: z.url(),
    DATABASE_URL: z.string(),
    WEBHOOK_TOKEN: z.string(),
    DEMO_CONNECTOR: z.enum(['on', 'off']),
  })
  .parse(process.env);

/** Receipts of one step share a few commits; more would hold too many bodies in memory. */
const together = 500;

const store = await openStore(settings.DATABASE_URL);
const credentials = webhookCredentials({ bearer: [settings.WEBHOOK_TOKEN], basic: [], headers: [] });
const lifecycle = { stopping: false, webhooks: { begin: () => undefined, end: () => undefined } };
const headers = new Map([
  ['authorization', `Bearer ${settings.WEBHOOK_TOKEN}`],
  ['content-type', 'application/json'],
  ['user-agent', 'auth0-event-streams-simulator'],
]);

async function receive(event: object, receivedAtMs: number): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(event));
  const request: WebhookRequest = {
    method: 'POST',
    header: (name) => headers.get(name.toLowerCase()) ?? null,
    headers: () => headers,
    remoteAddress: '127.0.0.1',
    readBody: () => Promise.resolve({ ok: true, body }),
  };
  const world = { store: () => Promise.resolve(store), credentials, lifecycle, now: () => receivedAtMs };
  const { status } = await handleWebhook(request, world);
  if (status !== 204) throw new Error(`A past event was answered with ${status}`);
}

async function readPage(from: number): Promise<z.infer<typeof page>> {
  const response = await fetch(`${settings.SIMULATOR_URL}/__sim/past?from=${from}`);
  return page.parse(await response.json());
}

let count = 0;
for (let from: number | null = 0; from !== null;) {
  const { deliveries, next } = await readPage(from);
  for (let start = 0; start < deliveries.length; start += together) {
    const step = deliveries.slice(start, start + together);
    await Promise.all(step.map(({ event, receivedAt }) => receive(event, Date.parse(receivedAt))));
  }
  count += deliveries.length;
  from = next;
}
if (settings.DEMO_CONNECTOR === 'on') await connectStandIn(store);
await store.close();
console.log(`${count.toLocaleString('en')} past deliveries are in ${settings.DATABASE_URL}`);
