import { localWorld } from './local-world.ts';
import { requireNode } from './node-version.ts';
import { nextBin, startNode, supervise } from './processes.ts';

requireNode();
const world = localWorld({ seed: process.env.SIM_SEED ?? 'demo', database: './data/dev.db' });
const port = new URL(world.appUrl).port;
const family = supervise();
family.add(startNode(['simulator/program/main.ts'], world.simulatorEnv));
family.add(startNode([nextBin, 'dev', '-p', port], world.appEnv));
console.log(
  `Dashboard ${world.appUrl} · simulator ${world.simulatorUrl} · webhook token ${String(world.appEnv.WEBHOOK_TOKEN)}`,
);
process.exit(await family.ended);
