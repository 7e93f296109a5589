import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../store';

// A process of its own that holds a rate-limited redelivery and waits to be killed: `hold-redelivery.ts <file> <stream id>
// <event id>`. Says when the request is kept.
const [file = '', streamId = '', eventId = ''] = process.argv.slice(2);
const store = await openStore(`file:${file}`);
const facts = { eventType: 'user.created', subjectId: null, subjectLabel: null, eventTimeMs: null, payload: null };
const listed = [{ streamId, eventId, status: 'failed', attempts: [], ...facts }];
await store.syncDeliveries({ streamId, pointsHere: true, startedAtMs: 1, checkedAtMs: 1, capped: false, listed });
const askedAtMs = Date.now();
await store.claimRedelivery(streamId, eventId, { atMs: askedAtMs, by: 'ada@example.test' });
await store.postponeRedelivery({ streamId, eventId, askedAtMs }, askedAtMs + 1_000);
process.stdout.write('held\n');
await sleep(60_000);
