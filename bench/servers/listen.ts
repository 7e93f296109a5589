import { type Server } from 'node:http';

/** Listens on a free loopback port and tells it to the parent process; ends with the parent. */
export function listen(server: Server, close: () => Promise<void> | void = () => undefined): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('There is no port');
    process.send?.({ port: address.port });
  });
  const stop = () => {
    server.closeAllConnections();
    server.close();
    void Promise.resolve(close()).then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('disconnect', stop);
}

/** A setting that the parent process gives. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
