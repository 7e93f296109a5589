import { build } from 'esbuild';
import { type LocalWorld } from './local-world.ts';
import { runQuietly } from './processes.ts';

const program = 'node_modules/.cache/streamgauge/replay-past.mjs';

/** Gives a new database the past of the simulator that runs at `world.simulatorUrl`, and a connector to its HubSpot if asked. */
export async function replayPast(
  { simulatorUrl, appEnv }: LocalWorld,
  { hasConnector = false }: { hasConnector?: boolean } = {},
): Promise<void> {
  await build({
    entryPoints: ['scripts/replay-past.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    packages: 'external',
    // The alias of tsconfig.json; marking packages external would take `@/` for one.
    alias: { '@': process.cwd() },
    logLevel: 'warning',
  });
  await runQuietly([program], {
    ...appEnv,
    SIMULATOR_URL: simulatorUrl,
    LOG_LEVEL: 'warn',
    DEMO_CONNECTOR: hasConnector ? 'on' : 'off',
  });
}
