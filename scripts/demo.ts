import { rmSync } from 'node:fs';
import { localWorld, people } from './local-world.ts';
import { requireNode } from './node-version.ts';
import { runNode, startNode, superviseAll, waitForAnswer } from './processes.ts';

requireNode();
const database = './data/demo.db';
const world = localWorld({ seed: 'demo', database });

// Each demo begins with the same story; the simulator forgets everything when it ends, so the database must too.
for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });

console.log('Building the dashboard (about half a minute)…');
await runNode(['scripts/build.ts'], { ...process.env, NEXT_TELEMETRY_DISABLED: '1' });

const simulator = startNode(['simulator/main.ts'], world.simulatorEnv);
const app = startNode(['dist/server.js'], world.appEnv);
const ended = superviseAll([simulator, app]);
const ready = Promise.all([
  waitForAnswer(`${world.appUrl}/readyz`, 60_000),
  waitForAnswer(world.simulatorUrl, 60_000),
]).then(() => null);
// A port that is taken, say, ends one of the two at once; its own words are above.
const early = await Promise.race([ready, ended]);
if (early !== null) {
  console.error('The demo could not start; the reason is above. PORT and SIMULATOR_PORT choose other ports.');
  process.exit(early === 0 ? 1 : early);
}

console.log(`
  Streamgauge   ${world.appUrl}
  Simulator     ${world.simulatorUrl}   (stands in for your Auth0 tenant: create users, break and mend the webhook)

  Sign in as    ${people.map(([name, role]) => `${name} (${role})`).join('\n                ')}

  Try this      1  Open ${world.appUrl}, press "Continue with Auth0", choose Mara Lindqvist.
                2  Watch events arrive under Events.
                3  Open Failed deliveries, press Retry on a row, and see it recovered when the event arrives.

  Ctrl+C ends both.
`);
process.exit(await ended);
