import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const request = 'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';

/** Connections that have asked once and say nothing more, as balancers and browsers keep them. */
export class IdleConnections {
  readonly #sockets: Socket[] = [];
  #closed = 0;

  static async open(count: number, port: number): Promise<IdleConnections> {
    const idle = new IdleConnections();
    for (let opened = 0; opened < count; opened++) await idle.#openOne(port);
    return idle;
  }

  async #openOne(port: number): Promise<void> {
    const socket = connect({ port, host: '127.0.0.1' });
    this.#sockets.push(socket);
    // Its close is what counts.
    socket.on('error', () => undefined);
    socket.once('close', () => (this.#closed += 1));
    socket.write(request);
    await once(socket, 'data');
  }

  /** How many are still open. */
  get held(): number {
    return this.#sockets.length - this.#closed;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
