import { writeSync } from 'node:fs';
import { openStore } from '../store';
import { parseBody } from '@/lib/events/parse-event';

// A process of its own that stores events as fast as it can and writes each id to stdout once it is acknowledged, until it
// is killed: `ingest-forever.ts <file> <prefix>`. Writing is synchronous, so no acknowledgement is lost in a buffer.
const [file = '', prefix = 'evt'] = process.argv.slice(2);
const store = await openStore(`file:${file}`);
let count = 0;

async function storeOne(): Promise<void> {
  count += 1;
  const id = `${prefix}_${count}`;
  const object = { user_id: `auth0|${count % 50}`, logins_count: count, padding: 'x'.repeat(1_000) };
  const time = new Date(1_790_000_000_000 + count).toISOString();
  const body = new TextEncoder().encode(JSON.stringify({ id, type: 'user.updated', time, data: { object } }));
  const parsed = parseBody(body);
  if (parsed.malformed) throw new Error(parsed.reason);
  const request = { remoteAddress: null, headers: {}, bytes: body.length, sha256: '' };
  const credential = { kind: 'bearer', index: 0 } as const;
  const { event, envelope } = parsed;
  await store.recordReceipt({ receivedAtMs: Date.now(), body, event, envelope, credential, request });
  writeSync(1, `${id}\n`);
}

await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (;;) await storeOne();
  }),
);
