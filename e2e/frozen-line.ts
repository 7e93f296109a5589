import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a server that can go silent without being closed, as a sleeping laptop's or a forgetful router's does. */
export class Line {
  readonly url: string;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(server: Server, url: string) {
    this.server = server;
    this.url = url;
  }

  /** Opens on a free port. `targetPort` is asked for with each connection, so that the server may start later. */
  static async open(targetPort: () => number): Promise<Line> {
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const line = new Line(server, `http://localhost:${port}`);
    server.on('connection', (near) => line.join(near, connect(targetPort(), 'localhost')));
    return line;
  }

  /** Connections that are open now carry nothing any more; new ones work. */
  freeze(): void {
    for (const socket of this.sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket, far: Socket): void {
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  }
}
