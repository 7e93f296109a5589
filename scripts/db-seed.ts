import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { freePort } from './free-port.ts';
import { localWorld } from './local-world.ts';
import { requireNode } from './node-version.ts';
import { replayPast } from './past.ts';
import { startQuietly, waitForAnswer } from './processes.ts';

requireNode();

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}

/** A week of that many events instead of the demo's day; null without the option. */
function wantedEvents(): number | null {
  const { values } = parseArgs({ options: { events: { type: 'string' } } });
  if (values.events === undefined) return null;
  const events = Number(values.events);
  if (!Number.isInteger(events) || events < 10 || events > 200_000) {
    fail('--events must be a whole number from 10 to 200000: npm run db:seed -- --events 100000');
  }
  return events;
}

const events = wantedEvents();
const database = (process.env.DATABASE_URL ?? 'file:./data/dev.db').replace(/^file:/, '');
if (existsSync(database)) fail(`${database} exists already. Remove it, or name a new one in DATABASE_URL.`);

process.env.SIMULATOR_PORT = String(await freePort());
const world = localWorld({ seed: events === null ? 'demo' : 'empty', database });
const simulator = startQuietly(['simulator/program/main.ts'], { ...world.simulatorEnv, SIM_PAST: 'known' });
try {
  await waitForAnswer(world.simulatorUrl, 60_000);
  if (events !== null) {
    const history = { users: Math.ceil(events / 10), events, deliver: false };
    const answer = await fetch(`${world.simulatorUrl}/__sim/history`, {
      method: 'POST',
      body: JSON.stringify(history),
    });
    if (!answer.ok) fail(`The simulator could not make that history: ${await answer.text()}`);
  }
  await replayPast(world);
} finally {
  simulator.kill('SIGTERM');
}
