import path from 'node:path';
import { commitOf } from '../machine.ts';
import { type Build, ownBuild } from '../processes/build.ts';
import { Streamgauge, webhookToken } from '../processes/streamgauge.ts';
import { type Contender } from './contender.ts';
import { countRows } from './sqlite-file.ts';
import { watchBacklog } from './word-backlog.ts';

export const streamgauge = (build: Build): Contender => ({
  name: build.name,
  about:
    build === ownBuild
      ? 'the production build as `npm start` runs it, nothing switched off'
      : `Streamgauge as built at commit ${commitOf(build.folder)}`,
  async start(folder) {
    const server = await Streamgauge.start(build, path.join(folder, 'streamgauge.db'));
    return {
      target: { port: server.port, token: webhookToken, pids: [server.pid] },
      catchUp: () => watchBacklog(server.databaseFile, () => server.requireLife()),
      async finish() {
        await server.stop();
        return countRows(server.databaseFile, 'events');
      },
    };
  },
});
