import { connect, type Socket } from 'node:net';
import { type EventBodies } from './event-bodies.ts';

/** Where events go, and what stands in front of each. */
export interface WebhookTarget {
  port: number;
  token: string;
}

function requestHead({ port, token }: WebhookTarget, bytes: number): string {
  return [
    'POST /webhook HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    'user-agent: auth0-event-streams',
    'accept: */*',
    'accept-encoding: gzip',
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${bytes}`,
    '\r\n',
  ].join('\r\n');
}

export interface ConnectionEvents {
  /** The connection takes its first event. */
  onOpen: () => void;
  /** An answer is complete; `text` is all of it. The next event may be sent. */
  onAnswer: (status: number, text: string) => void;
  /** It ended, and not by `end()`. */
  onBreak: (reason: string) => void;
}

const headEnd = '\r\n\r\n';

/** Whether the text is a whole answer. What the servers say beside 204 is short and has a length or comes in chunks. */
function isWhole(text: string): boolean {
  const head = text.indexOf(headEnd);
  if (head === -1) return false;
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1];
  if (length !== undefined) return text.length >= head + headEnd.length + Number(length);
  return !/\r\ntransfer-encoding: chunked\r\n/i.test(text) || text.endsWith(`0${headEnd}`);
}

/** One keep-alive connection with at most one event in flight. */
export class WebhookConnection {
  readonly #bodies: EventBodies;
  readonly #socket: Socket;
  // One request is in flight at a time, so its bytes may be written over once it is answered.
  readonly #request: Buffer;
  readonly #headBytes: number;
  readonly #events: ConnectionEvents;
  #partial = '';
  #isOver = false;

  constructor(target: WebhookTarget, bodies: EventBodies, events: ConnectionEvents) {
    const head = Buffer.from(requestHead(target, bodies.bytes), 'latin1');
    this.#bodies = bodies;
    this.#events = events;
    this.#headBytes = head.byteLength;
    this.#request = Buffer.alloc(head.byteLength + bodies.bytes);
    head.copy(this.#request);
    bodies.copyTemplate(this.#request, head.byteLength);
    this.#socket = connect({ port: target.port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('connect', events.onOpen);
    this.#socket.on('data', (chunk) => this.#read(chunk.toString('latin1')));
    this.#socket.on('error', (error) => this.#break(`connection failed: ${error.message}`));
    this.#socket.on('close', () => this.#break('the server closed a connection'));
  }

  send(): void {
    this.#bodies.writeNext(this.#request, this.#headBytes);
    this.#socket.write(this.#request);
  }

  end(): void {
    this.#isOver = true;
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#partial = this.#partial === '' ? text : this.#partial + text;
    const answer = this.#partial;
    // A 204 has no body, so the end of its head is the end of the answer.
    const is204 = answer.startsWith('HTTP/1.1 204 ') && answer.endsWith(headEnd);
    if (!is204 && !isWhole(answer)) return;
    this.#partial = '';
    this.#events.onAnswer(is204 ? 204 : Number(answer.slice(9, 12)), answer);
  }

  #break(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket.destroy();
    this.#events.onBreak(reason);
  }
}
