import { setTimeout as sleep } from 'node:timers/promises';
import { EventBodies } from '../load/event-bodies.ts';
import { percentileOf } from '../load/follow.ts';
import { LiveReaders } from '../load/live-readers.ts';
import { type BuildFigures, type DashboardFigures, dashboardsReport, type Idle } from '../report/dashboards-report.ts';
import { number } from '../report/format.ts';
import { measureMix, mixes, OpenTabs } from './mixes.ts';
import { type PartResult, type Workbench } from './part.ts';
import { ServedStreamgauge } from './served-streamgauge.ts';

const few = 1;
const many = 100;

/** With nothing else to do, a screen has long come to rest after this. */
const restMs = 250;

interface Samples {
  bodies: EventBodies;
  /** Number of events, sent one after the other. */
  samples: number;
}

/** Latencies of the live notice: one for each event and open stream. */
async function noticeLatencies(
  served: ServedStreamgauge,
  streams: number,
  { bodies, samples }: Samples,
): Promise<Idle> {
  const readers = await LiveReaders.open(await served.people(streams));
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
  return idleOf(latencies);
}

/** From sending an event until a visible tab shows it: one for each event and tab. */
async function followLatencies(
  served: ServedStreamgauge,
  visible: number,
  { bodies, samples }: Samples,
): Promise<Idle> {
  const tabs = await OpenTabs.open(await served.people(visible), visible);
  const latencies: number[] = [];
  try {
    for (let sample = 0; sample < samples; sample++) {
      // Anywhere in whatever beat the server keeps.
      await sleep(restMs * (1 + Math.random()));
      const sentAtMs = Date.now();
      await served.post(bodies.nextText());
      await Promise.all(tabs.screens.map((screen) => screen.showsSince(sentAtMs)));
      latencies.push(...tabs.screens.map(({ pages }) => firstShown(pages, sentAtMs) - sentAtMs));
    }
  } finally {
    tabs.close();
  }
  return idleOf(latencies);
}

const firstShown = (pages: EventPages, sinceMs: number) =>
  pages.find(({ newestMs }) => newestMs >= sinceMs)?.atMs ?? Number.NaN;

type EventPages = OpenTabs['screens'][number]['pages'];

const idleOf = (latencies: readonly number[]): Idle => ({
  p50: percentileOf(latencies, 50),
  p95: percentileOf(latencies, 95),
  p99: percentileOf(latencies, 99),
});

/** Every mix in turn, with every build in turn; whoever has no turn stands still. */
async function measureMixes(
  all: readonly ServedStreamgauge[],
  { options, builds, say }: Workbench,
): Promise<BuildFigures[]> {
  const figures = builds.map((build): BuildFigures => ({ build, mixes: mixes.map((mix) => ({ mix, rounds: [] })) }));
  for (let round = 0; round < options.rounds; round++) {
    // The database grows, so each goes first in its turn.
    const order = mixes.map((_, place) => (place + round) % mixes.length);
    for (const place of order) {
      const turn = [...all.entries()];
      for (const [index, served] of round % 2 === 0 ? turn : turn.toReversed()) {
        const figure = figures[index]?.mixes[place];
        if (figure === undefined) continue;
        served.resume();
        figure.rounds.push(await measureMix(served, figure.mix));
        await served.pause();
      }
    }
    for (const { build, mixes: measured } of figures) {
      const rates = measured.map(({ mix, rounds }) => `${number(rounds.at(-1)?.eventsPerSecond ?? 0)} (${mix.name})`);
      say(`  round ${round + 1}, ${build.name}: events/s ${rates.join(', ')}`);
    }
  }
  return figures;
}

/** What open dashboards cost the ingest, and how soon they hear of an event and show it. */
export async function dashboards(bench: Workbench): Promise<PartResult> {
  bench.say(`Open dashboards: ${mixes.map(({ name }) => name).join('; ')}`);
  const all: ServedStreamgauge[] = [];
  for (const [index, build] of bench.builds.entries()) {
    const served = await ServedStreamgauge.start(bench, `dashboards-${index}`, { build });
    await served.pause();
    all.push(served);
  }
  const [ours] = all;
  if (ours === undefined) throw new Error('There is no build to measure');
  const samples = Math.max(5, Math.round(bench.options.windowMs / 50));
  const sampling = { bodies: new EventBodies({ userIds: bench.options.userIds }), samples };
  // Each of them gives as many figures as there are tabs.
  const rarer = { ...sampling, samples: Math.ceil(samples / 5) };
  ours.resume();
  const idle: DashboardFigures['idle'] = {
    samples,
    notices: [await noticeLatencies(ours, few, sampling), await noticeLatencies(ours, many, sampling)],
    follows: [await followLatencies(ours, few, sampling), await followLatencies(ours, many, rarer)],
  };
  await ours.pause();
  const figures = { idle, builds: await measureMixes(all, bench) };
  for (const served of all) await served.finish();
  return dashboardsReport(figures);
}
