import { setTimeout as sleep } from 'node:timers/promises';
import { EventBodies } from '../load/event-bodies.ts';
import { type Build, ownBuild } from '../processes/build.ts';
import { filledDatabase } from '../processes/filled-database.ts';
import { Streamgauge } from '../processes/streamgauge.ts';
import { number, ratioText, spreadText, table } from '../report/format.ts';
import { type Requirement } from '../report/requirement.ts';
import { ratioSpread, spreadOf } from '../statistics.ts';
import { type PartResult, type Workbench } from './part.ts';

const starts = 5;
const pauseMs = 5;
const patienceMs = 60_000;

/** Cold starts of one build, in seconds from starting its process. */
interface Starts {
  build: Build;
  databaseFile: string;
  /** Until its first 204. */
  acknowledged: number[];
  /** Until its log said that the dashboard is ready. */
  dashboard: number[];
}

async function startOnce({ build, databaseFile, acknowledged, dashboard }: Starts, body: string): Promise<void> {
  const server = await Streamgauge.spawn(build, databaseFile);
  try {
    while ((await server.post(body)) !== 204) {
      server.requireLife();
      if (server.ageMs > patienceMs) throw new Error(`${build.name} acknowledged nothing after its start`);
      await sleep(pauseMs);
    }
    acknowledged.push(server.ageMs / 1000);
    dashboard.push((await server.dashboardAfterMs()) / 1000);
    // Whoever says so has to show pages, if only the one that asks to sign in.
    await server.answers('/api/nav', (status) => status < 500, 0);
  } finally {
    await server.stop();
  }
}

function rows({ build, acknowledged, dashboard }: Starts): string[][] {
  const of = build === ownBuild ? '' : `, ${build.name}`;
  return [
    [`the first event is acknowledged${of}`, spreadText(spreadOf(acknowledged))],
    [`the log says that the dashboard is ready: the screens answer as well${of}`, spreadText(spreadOf(dashboard))],
  ];
}

function requirementsOf(events: string, [ours, other]: readonly Starts[]): Requirement[] {
  if (ours === undefined) return [];
  const first: Requirement = {
    text: `first 204 after a start on ${events} events`,
    measured: spreadOf(ours.acknowledged),
    limit: { below: 1.5 },
    unit: ' s',
  };
  if (other === undefined) return [first];
  const measured = ratioSpread(ours.acknowledged, other.acknowledged);
  return [
    first,
    { text: `first 204 after a start, ${other.build.name}`, measured, limit: { below: 1.1 }, unit: 'ratio' },
  ];
}

function ratioNote([ours, other]: readonly Starts[]): string {
  if (ours === undefined || other === undefined) return '';
  const [acknowledged, dashboard] = [
    ratioSpread(ours.acknowledged, other.acknowledged),
    ratioSpread(ours.dashboard, other.dashboard),
  ];
  return `\nAgainst the other build, started in turn: ${ratioText(acknowledged)} until the first event, ${ratioText(dashboard)} until the dashboard.\n`;
}

/** How long a restart keeps Auth0 waiting. */
export async function startup({ builds, options: { startupEvents, userIds }, say }: Workbench): Promise<PartResult> {
  say('Cold start: from starting the process to the first acknowledged event');
  const bodies = new EventBodies({ userIds });
  const all: Starts[] = [];
  for (const build of builds) {
    const databaseFile = await filledDatabase({ build, builds, events: startupEvents, userIds, say });
    all.push({ build, databaseFile, acknowledged: [], dashboard: [] });
  }
  for (let start = 1; start <= starts; start++) {
    for (const one of start % 2 === 1 ? all : all.toReversed()) {
      await startOnce(one, bodies.nextText());
      const [acknowledged = 0, dashboard = 0] = [one.acknowledged.at(-1), one.dashboard.at(-1)];
      say(
        `  start ${start}: ${one.build.name} acknowledged after ${number(acknowledged)} s, dashboard after ${number(dashboard)} s`,
      );
    }
  }
  const events = startupEvents.toLocaleString('en-US');
  const text = `## Cold start

On a migrated database of ${events} events (a tenth as many users), ${starts} starts, median with smallest and largest. The
system's file cache is warm, and the time that npm itself takes to start a program is not in it.

${table(['until', 'seconds'], all.flatMap(rows))}

Both count from starting the process, with an event posted every ${pauseMs} ms from the beginning.
${ratioNote(all)}`;
  return { text, requirements: requirementsOf(events, all) };
}
