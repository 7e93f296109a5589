import path from 'node:path';
import { Streamgauge, webhookToken } from '../processes/streamgauge.ts';
import { type Contender } from './contender.ts';
import { countRows } from './sqlite-file.ts';
import { watchBacklog } from './word-backlog.ts';

export const streamgauge: Contender = {
  name: 'Streamgauge',
  about: 'the production build as `npm start` runs it, nothing switched off',
  async start(folder) {
    const server = await Streamgauge.start(path.join(folder, 'streamgauge.db'));
    return {
      target: { port: server.port, token: webhookToken, pids: [server.pid] },
      catchUp: () => watchBacklog(server.databaseFile, () => server.requireLife()),
      async finish() {
        await server.stop();
        return countRows(server.databaseFile, 'events');
      },
    };
  },
};
