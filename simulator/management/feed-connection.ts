import type { ServerResponse } from 'node:http';
import type { JournalEntry } from '../tenant/event-journal.ts';
import type { Tenant } from '../world/tenant.ts';

interface FeedInput {
  tenant: Tenant;
  response: ServerResponse;
  /** Place after which reading begins. */
  start: number;
  types: readonly string[];
}

interface FeedError {
  code: 'connection_timeout' | 'cursor_expired';
  message: string;
}

const RETRY_MS = 2000;

/** One open `GET /events`: what was missed, what happens, heartbeats with the place reached, and an end after some minutes. */
export class FeedConnection {
  readonly #tenant: Tenant;
  readonly #response: ServerResponse;
  readonly #types: ReadonlySet<string>;
  #seq: number;
  #ended = false;
  // A reader who does not keep up must not fill the memory: nothing is written until the socket has drained.
  #stuck = false;
  #cancels: (() => void)[] = [];

  constructor({ tenant, response, start, types }: FeedInput) {
    this.#tenant = tenant;
    this.#response = response;
    this.#seq = start;
    this.#types = new Set(types);
  }

  begin(): void {
    const { journal, clock, settings } = this.#tenant;
    this.#response.once('close', () => this.#end());
    this.#response.on('drain', () => {
      this.#stuck = false;
      this.#pump();
    });
    this.#cancels.push(journal.listen(() => this.#pump()));
    const rotation = { code: 'connection_timeout', message: 'Connection timed out. Please reconnect.' } as const;
    this.#cancels.push(clock.after(clock.pace(settings.sse.rotateMs), () => this.#fail(rotation)));
    this.#write(`:connected\n\nretry: ${RETRY_MS}\n\n`);
    this.#pump();
    this.#beatLater();
  }

  #pump(): void {
    const { journal } = this.#tenant;
    if (journal.closed) this.#end();
    for (
      let entry = journal.after(this.#seq);
      entry && !this.#stuck && !this.#ended;
      entry = journal.after(this.#seq)
    ) {
      if (entry.seq > this.#seq + 1) {
        this.#fail({ code: 'cursor_expired', message: 'Cursor points to data no longer available in the stream.' });
        return;
      }
      this.#seq = entry.seq;
      if (this.#types.has(entry.event.type)) this.#tell(entry);
    }
  }

  #tell({ seq, event }: JournalEntry): void {
    const offset = this.#tenant.journal.offsetOf(seq);
    this.#write(`event: ${event.type}\nid: ${offset}\ndata: ${JSON.stringify({ offset, event })}\n\n`);
  }

  #beatLater(): void {
    if (this.#ended) return;
    const { clock, settings, journal } = this.#tenant;
    const cancel = clock.after(clock.pace(settings.sse.heartbeatMs), () => {
      this.#cancels = this.#cancels.filter((known) => known !== cancel);
      const offset = journal.offsetOf(this.#seq);
      if (!this.#stuck) {
        this.#write(`event: offset-only\nid: ${offset}\ndata: ${JSON.stringify({ offset })}\n\n: heartbeat\n\n`);
      }
      this.#beatLater();
    });
    this.#cancels.push(cancel);
  }

  #fail(error: FeedError): void {
    if (this.#ended) return;
    const offset = this.#tenant.journal.offsetOf(this.#seq);
    this.#write(`event: error\ndata: ${JSON.stringify({ error: { ...error, offset } })}\n\n`);
    this.#end();
  }

  #write(text: string): void {
    if (!this.#ended && !this.#response.write(text)) this.#stuck = true;
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const cancel of this.#cancels) cancel();
    this.#response.end();
  }
}
