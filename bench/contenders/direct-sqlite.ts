import path from 'node:path';
import { bundled } from '../processes/bundle.ts';
import { Program } from '../processes/program.ts';
import { webhookToken } from '../processes/streamgauge.ts';
import { ready } from '../load/run-load.ts';
import { type Contender } from './contender.ts';
import { listeningPort } from './listening-port.ts';
import { countRows } from './sqlite-file.ts';

async function startDirect(source: string, databaseFile: string): Promise<Program> {
  const env = { DATABASE_FILE: databaseFile, WEBHOOK_TOKEN: webhookToken };
  return new Program({ command: process.execPath, args: [await bundled(source)], env, ipc: true });
}

export const bareServer: Contender = {
  name: 'Bare server',
  about: 'node:http and better-sqlite3 with group commit, writing the rows of Streamgauge without any of its rules',
  async start(folder) {
    const file = path.join(folder, 'bare.db');
    const server = await startDirect('bench/servers/bare-server.ts', file);
    const port = await listeningPort(server);
    return {
      target: { port, token: webhookToken, pids: [server.pid] },
      async finish() {
        await server.end();
        return countRows(file, 'events');
      },
    };
  },
};

export const rawWriter: Contender = {
  name: 'Raw SQLite',
  about:
    'the same rows without HTTP, in batches of as many as there are connections: what driver and disk give at most',
  async start(folder) {
    const file = path.join(folder, 'raw.db');
    const writer = await startDirect('bench/servers/raw-writer.ts', file);
    await ready(writer);
    return {
      target: { port: 0, token: '', pids: [writer.pid], self: writer },
      async finish() {
        await writer.end();
        return countRows(file, 'events');
      },
    };
  },
};
