import nextEnv from '@next/env';
import { requireNode } from './node-version.ts';
import { nextBin, startNode, superviseAll } from './processes.ts';

requireNode();
// Next reads .env files for the application; PORT and HOST are needed before it does.
nextEnv.loadEnvConfig(process.cwd(), false);
const { PORT = '3000', HOST = '0.0.0.0' } = process.env;
const env = { ...process.env, NODE_ENV: 'production' as const };
process.exit(await superviseAll([startNode([nextBin, 'start', '-p', PORT, '-H', HOST], env)]));
