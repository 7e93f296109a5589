import { type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/** What node answers by itself; other faults of a request are 400. */
const statusLines: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** The open connections of a server, each with the answers that are still under way. */
export class Connections {
  readonly #open = new Map<Socket, Set<ServerResponse>>();
  readonly #refused = new WeakSet<Socket>();

  add(socket: Socket): void {
    this.#open.set(socket, new Set());
    socket.once('close', () => this.#open.delete(socket));
  }

  /** Notes an answer that is under way. To be ended once. */
  begin(socket: Socket, response: ServerResponse): void {
    this.#open.get(socket)?.add(response);
  }

  /** Returns whether nothing is under way on this connection any more. */
  end(socket: Socket, response: ServerResponse): boolean {
    const under = this.#open.get(socket);
    under?.delete(response);
    return under === undefined || under.size === 0;
  }

  /** The connections on which nothing is under way. */
  *idle(): Iterable<Socket> {
    for (const [socket, under] of this.#open) if (under.size === 0) yield socket;
  }

  /**
   * Ends a connection that brought something unreadable. The requests that came whole before it are answered first: node would
   * answer 400 in place of them, and the sender of an event would take it for lost.
   */
  refuse(socket: Socket, error: Error): void {
    // Whatever comes after the first unreadable byte is unreadable too.
    if (this.#refused.has(socket)) return;
    this.#refused.add(socket);
    const under = [...(this.#open.get(socket) ?? [])];
    const whole = under.filter(({ req }) => req.complete);
    const broken = under.filter(({ req }) => !req.complete);
    const answered = whole.map((response) => new Promise((resolve) => response.once('close', resolve)));
    void Promise.all(answered).then(() => {
      if (broken.some(({ headersSent }) => headersSent)) socket.destroy();
      else write(socket, error);
    });
  }
}

function write(socket: Socket, error: Error): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const code = 'code' in error ? String(error.code) : '';
  socket.write(`HTTP/1.1 ${statusLines[code] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
  socket.destroySoon();
}
