import { EventBodies } from '../load/event-bodies.ts';
import { EventScreen } from '../load/event-screen.ts';
import { LiveReaders } from '../load/live-readers.ts';
import {
  type DashboardFigures,
  dashboardsReport,
  type Mix,
  type MixFigures,
  mixes,
} from '../report/dashboards-report.ts';
import { number } from '../report/format.ts';
import { type PartResult, type Workbench } from './part.ts';
import { ServedStreamgauge } from './served-streamgauge.ts';

const many = 100;

/** Latencies of the live notice, sorted, in milliseconds: one for each event and open stream. */
async function noticeLatencies(
  served: ServedStreamgauge,
  { streams, bodies, samples }: { streams: number; bodies: EventBodies; samples: number },
): Promise<number[]> {
  const readers = await LiveReaders.open(streams, served.person);
  const latencies: number[] = [];
  try {
    for (let sample = 0; sample < samples; sample++) {
      const noticed = readers.timeNotices(performance.now());
      await served.post(bodies.nextText());
      latencies.push(...(await noticed));
    }
  } finally {
    readers.close();
  }
  return latencies.toSorted((a, b) => a - b);
}

/** Events per second over 16 connections while tabs are open, and the pages that the visible ones have read meanwhile. */
async function measureMix(
  served: ServedStreamgauge,
  { streams, visible }: Mix,
): Promise<{ eventsPerSecond: number; pages: number[] }> {
  const screens = Array.from({ length: visible }, () => new EventScreen(served.person));
  const readers = await LiveReaders.open(streams, served.person, (stream) => screens[stream]?.noticed());
  try {
    const { eventsPerSecond } = await served.load();
    readers.requireHealth();
    if (readers.notices.includes(0)) throw new Error('Invalid round: a live stream brought no notice during load');
    return { eventsPerSecond, pages: await pagesOf(screens) };
  } finally {
    readers.close();
    for (const screen of screens) screen.end();
  }
}

/** Lets the screens read what they have begun with. Throws when one had nothing, or an answer that it cannot show. */
async function pagesOf(screens: readonly EventScreen[]): Promise<number[]> {
  await Promise.all(screens.map((screen) => screen.finish()));
  if (screens.some(({ latencies }) => latencies.length === 0)) throw new Error('Invalid round: a screen read nothing');
  return screens.flatMap(({ latencies }) => latencies);
}

async function measureMixes(served: ServedStreamgauge, { options, say }: Workbench): Promise<MixFigures[]> {
  const figures = mixes.map((mix): MixFigures => ({ mix, rates: [], pages: [] }));
  for (let round = 0; round < options.rounds; round++) {
    // The database grows, so each goes first in its turn.
    const turn = round % figures.length;
    for (const figure of [...figures.slice(turn), ...figures.slice(0, turn)]) {
      const { eventsPerSecond, pages } = await measureMix(served, figure.mix);
      figure.rates.push(eventsPerSecond);
      figure.pages.push(...pages);
    }
    const rates = figures.map(({ mix, rates: [...all] }) => `${number(all.at(-1) ?? 0)} (${mix.name})`);
    say(`  round ${round + 1}: events/s ${rates.join(', ')}`);
  }
  return figures;
}

/** What open dashboards cost the ingest, and how soon they hear of an event. */
export async function dashboards(bench: Workbench): Promise<PartResult> {
  bench.say(`Open dashboards: ${mixes.map(({ name }) => name).join('; ')}`);
  const served = await ServedStreamgauge.start(bench, 'dashboards');
  const samples = Math.max(5, Math.round(bench.options.windowMs / 50));
  const bodies = new EventBodies({ userIds: bench.options.userIds });
  const figures: DashboardFigures = {
    samples,
    alone: await noticeLatencies(served, { streams: 1, bodies, samples }),
    crowded: await noticeLatencies(served, { streams: many, bodies, samples }),
    mixes: await measureMixes(served, bench),
  };
  await served.finish();
  return dashboardsReport(figures);
}
