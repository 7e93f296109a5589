import { type Program } from '../processes/program.ts';

/** Waits until one of our servers tells its port. */
export function listeningPort(server: Program): Promise<number> {
  return server.message((message) => {
    const found = typeof message === 'object' && message !== null && 'port' in message ? message.port : null;
    return typeof found === 'number' ? found : null;
  });
}
