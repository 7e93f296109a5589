import { localWorld } from './local-world.ts';
import { requireNode } from './node-version.ts';
import { nextBin, startNode, superviseAll } from './processes.ts';

requireNode();
const world = localWorld({ seed: process.env.SIM_SEED ?? 'demo', database: './data/dev.db' });
const port = new URL(world.appUrl).port;
const simulator = startNode(['simulator/main.ts'], world.simulatorEnv);
const app = startNode([nextBin, 'dev', '-p', port], world.appEnv);
console.log(
  `Dashboard ${world.appUrl} · simulator ${world.simulatorUrl} · webhook token ${String(world.appEnv.WEBHOOK_TOKEN)}`,
);
process.exit(await superviseAll([simulator, app]));
