import { setTimeout as sleep } from 'node:timers/promises';
import { EventBodies } from '../load/event-bodies.ts';
import { filledDatabase } from '../processes/filled-database.ts';
import { Streamgauge } from '../processes/streamgauge.ts';
import { number, spreadText, table } from '../report/format.ts';
import { spreadOf } from '../statistics.ts';
import { type PartResult, type Workbench } from './part.ts';

const starts = 5;
const pauseMs = 5;
const patienceMs = 60_000;

/** One cold start, in seconds. */
interface Start {
  /** From starting the process until its first 204. */
  acknowledged: number;
  /** From the beginning of its program until everything can be asked, by its own clock. */
  listening: number;
}

async function startOnce(databaseFile: string, body: string): Promise<Start> {
  const startedAt = performance.now();
  const server = await Streamgauge.spawn(databaseFile);
  try {
    while ((await server.post(body)) !== 204) {
      server.requireLife();
      if (performance.now() - startedAt > patienceMs)
        throw new Error('Streamgauge acknowledged nothing after its start');
      await sleep(pauseMs);
    }
    const acknowledged = (performance.now() - startedAt) / 1000;
    return { acknowledged, listening: (await server.startedInMs()) / 1000 };
  } finally {
    await server.stop();
  }
}

/** How long a restart keeps Auth0 waiting. */
export async function startup({ options: { startupEvents, userIds }, say }: Workbench): Promise<PartResult> {
  say('Cold start: from starting the process to the first acknowledged event');
  const databaseFile = await filledDatabase({ events: startupEvents, userIds, say });
  const bodies = new EventBodies({ userIds });
  const all: Start[] = [];
  for (let start = 1; start <= starts; start++) {
    const { acknowledged, listening } = await startOnce(databaseFile, bodies.nextText());
    all.push({ acknowledged, listening });
    say(`  start ${start}: acknowledged after ${number(acknowledged)} s, listening after ${number(listening)} s`);
  }
  const spread = spreadOf(all.map(({ acknowledged }) => acknowledged));
  const listening = spreadOf(all.map((start) => start.listening));
  const events = startupEvents.toLocaleString('en-US');
  const text = `## Cold start

On a migrated database of ${events} events (a tenth as many users), ${starts} starts, median with smallest and largest. The
system's file cache is warm, and the time that npm itself takes to start a program is not in it.

${table(
  ['until', 'seconds'],
  [
    ['the first event is acknowledged', spreadText(spread)],
    ['the log says "Listening": the screens answer as well', spreadText(listening)],
  ],
)}

The first counts from starting the process, with an event posted every ${pauseMs} ms from the beginning; the second is the
server's own figure.
`;
  const requirement = {
    text: `first 204 after a start on ${events} events`,
    measured: spread,
    limit: { below: 1.5 },
    unit: ' s',
  } as const;
  return { text, requirements: [requirement] };
}
