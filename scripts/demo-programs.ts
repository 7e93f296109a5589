import { rmSync } from 'node:fs';
import { type LocalWorld } from './local-world.ts';
import { replayPast } from './past.ts';
import { runQuietly, startFiltered, startQuietly, supervise, waitForAnswer } from './processes.ts';

/** What Next and its sign-in library say at every start of a server on this machine; it would drown our words. */
const routine = /^\s*$|^\s*✓|allowInsecureRequests/;

/** Builds the dashboard; its output shows only when it fails. */
export function buildQuietly(): Promise<void> {
  return runQuietly(['scripts/build.ts'], { ...process.env, NEXT_TELEMETRY_DISABLED: '1' });
}

/**
 * Starts a simulated tenant and a dashboard that knows the day before. Each demo begins with the same story: the simulator
 * forgets everything when it ends, so the database is made anew.
 */
export function startDemo(world: LocalWorld): { ready: Promise<void>; ended: Promise<number>; stop: () => void } {
  const file = (world.appEnv.DATABASE_URL ?? '').replace(/^file:/, '');
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  const family = supervise();
  family.add(startQuietly(['simulator/program/main.ts'], { ...world.simulatorEnv, SIM_PAST: 'known' }));
  const begin = async () => {
    await waitForAnswer(world.simulatorUrl, 60_000);
    await replayPast(world, { hasConnector: true });
    const env = { ...world.appEnv, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' };
    family.add(startFiltered(['dist/server.js'], env, routine));
    await waitForAnswer(`${world.appUrl}/readyz`, 60_000);
  };
  return { ready: begin(), ended: family.ended, stop: family.stop };
}
