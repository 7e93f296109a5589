import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server that can be cut. */
export interface Way {
  port: number;
  /** Ends every connection that uses it. */
  cut: () => void;
  /** Takes connections no more, as a server that is down, or takes them again. */
  close: () => Promise<void>;
  open: () => Promise<void>;
}

/** Opens a way for the running test. */
export async function openWay(to: { host: string; port: number }): Promise<Way> {
  const sockets = new Set<Socket>();
  const way = createServer((socket) => {
    const onward = connect(to.port, to.host);
    for (const one of [socket, onward]) sockets.add(one.on('error', () => undefined));
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  const listen = (port: number) => new Promise<void>((resolve) => way.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const address = way.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    sockets.clear();
  };
  const close = () => {
    const closed = new Promise<void>((resolve) => way.close(() => resolve()));
    cut();
    return closed;
  };
  onTestFinished(async () => {
    cut();
    if (way.listening) await close();
  });
  return { port, cut, close, open: () => listen(port) };
}
