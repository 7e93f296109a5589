import { buildQuietly, startDemo } from './demo-programs.ts';
import { localWorld, people } from './local-world.ts';
import { requireNode } from './node-version.ts';

requireNode();
const world = localWorld({ seed: 'demo', database: './data/demo.db' });

console.log('Building the dashboard (about half a minute)…');
await buildQuietly();
const { ready, ended } = startDemo(world);
// A port that is taken, say, ends a program at once; its own words are above.
const early = await Promise.race([ready.then(() => null), ended]);
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
