import { registerHooks } from 'node:module';

// A program of its own: handles one event as the server does, and prints how many modules of OpenTelemetry it has loaded.
let loaded = 0;
registerHooks({
  load: (url, context, next) => {
    if (url.includes('@opentelemetry')) loaded += 1;
    return next(url, context);
  },
});

const { startTracing } = await import('@/lib/server/telemetry/tracing-start');
const { handleWebhook } = await import('@/lib/server/webhook/handle-webhook');
const { webhookCredentials } = await import('@/lib/server/webhook/credentials');
const { openStore } = await import('@/db/store');

await startTracing();
const store = await openStore(`file:${process.argv[2] ?? ''}`);
const headers = new Headers({ authorization: 'Bearer secret-secret-secret' });
const { status } = await handleWebhook(
  {
    method: 'POST',
    header: (name) => headers.get(name),
    headers: () => headers,
    remoteAddress: null,
    readBody: () => Promise.resolve({ ok: true, body: Buffer.from('{"id":"evt_1","type":"user.created"}') }),
  },
  {
    store: () => Promise.resolve(store),
    credentials: webhookCredentials({ bearer: ['secret-secret-secret'], basic: [], headers: [] }),
    lifecycle: { stopping: false, webhooks: { begin: () => undefined, end: () => undefined } },
    now: Date.now,
  },
);
process.stdout.write(`${JSON.stringify({ status, loaded })}\n`, () => process.exit(0));
