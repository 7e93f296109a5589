import { Program } from '../processes/program.ts';
import { type Contender } from './contender.ts';
import { listeningPort } from './listening-port.ts';

export const noOpServer: Contender = {
  name: 'No-op server',
  about: 'node:http that reads the body and answers 204: the limit of the load generator on this machine',
  async start() {
    const server = new Program({ command: process.execPath, args: ['bench/servers/no-op-server.ts'], ipc: true });
    const port = await listeningPort(server);
    return {
      target: { port, token: '', pids: [server.pid] },
      async finish() {
        await server.end();
        return null;
      },
    };
  },
};
