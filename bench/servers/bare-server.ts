/**
 * Streamgauge's tables without Streamgauge: node:http, better-sqlite3, group commit, prepared statements, and the database
 * made by the product's own migrations and pragmas. What remains between this and the product is what the product thinks.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { openDatabase } from '@/db/sqlite/engine/open';
import { type Arrival, DirectRows, parseCreatedUser } from './direct-rows.ts';
import { listen, setting } from './listen.ts';

interface Waiting {
  arrival: Arrival;
  event: ReturnType<typeof parseCreatedUser>;
  response: ServerResponse;
}

/** As many as the product takes at once. */
const mostInBatch = 256;

const database = await openDatabase({ file: setting('DATABASE_FILE') });
const rows = new DirectRows(database);
const digest = (text: string) => createHash('sha256').update(text).digest();
const token = digest(`Bearer ${setting('WEBHOOK_TOKEN')}`);
const queue: Waiting[] = [];
let scheduled = false;

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(flush);
}

function flush(): void {
  scheduled = false;
  const batch = queue.splice(0, mostInBatch);
  rows.store(
    batch.map(({ arrival }) => arrival),
    batch.map(({ event }) => event),
  );
  for (const { response } of batch) response.writeHead(204).end();
  if (queue.length > 0) schedule();
}

function receive(request: IncomingMessage, response: ServerResponse): void {
  const receivedAtMs = Date.now();
  if (!timingSafeEqual(digest(request.headers.authorization ?? ''), token)) {
    response.writeHead(401).end();
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const [only] = chunks;
    const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
    const { headers, socket } = request;
    const arrival = { body, headers, remoteAddress: socket.remoteAddress ?? null, receivedAtMs };
    queue.push({ arrival, event: parseCreatedUser(body), response });
    schedule();
  });
}

listen(createServer(receive), () => void database.close());
