import { EventScreen } from '../load/event-screen.ts';
import { followDelays, percentileOf } from '../load/follow.ts';
import { IdleConnections } from '../load/idle-connections.ts';
import { LiveReaders, type SignedIn } from '../load/live-readers.ts';
import { type ServedStreamgauge } from './served-streamgauge.ts';

/** Open tabs: each holds a stream of notices, and the first `visible` of them ask anew after a notice. */
export interface Mix {
  name: string;
  streams: number;
  visible: number;
  /** Connections on which nothing is said. */
  idle: number;
}

export const noTab: Mix = { name: 'no tab', streams: 0, visible: 0, idle: 0 };
export const streamsOnly: Mix = { name: '100 open streams', streams: 100, visible: 0, idle: 0 };
export const held: Mix = { name: '300 open streams and 1,000 idle connections', streams: 300, visible: 0, idle: 1000 };
export const fewVisible: Mix = { name: '10 visible tabs', streams: 10, visible: 10, idle: 0 };
export const manyVisible: Mix = { name: '100 visible tabs', streams: 100, visible: 100, idle: 0 };

export const mixes: readonly Mix[] = [noTab, streamsOnly, held, fewVisible, manyVisible];

/** What one round of load over 16 connections found with a mix of tabs. Times in ms. */
export interface MixRound {
  eventsPerSecond: number;
  /** Of all processes, in bytes; null where the system does not tell. */
  memory: number | null;
  /** Streams and idle connections that were still open at the end. */
  held: number;
  /** First pages of events that the visible tabs read; null when they read none. */
  pages: { count: number; p50: number; p99: number } | null;
  /** From the arrival of an event until a visible tab shows it, over all tabs and moments; null without visible tabs. */
  follow: { p50: number; p95: number } | null;
}

/** Tabs as browsers hold them. */
export class OpenTabs {
  readonly screens: readonly EventScreen[];
  readonly readers: LiveReaders;

  private constructor(screens: readonly EventScreen[], readers: LiveReaders) {
    this.screens = screens;
    this.readers = readers;
  }

  /** Opens a tab for each of the people and waits until the first `visible` of them show what there is. */
  static async open(people: readonly SignedIn[], visible: number): Promise<OpenTabs> {
    const screens = people.slice(0, visible).map((person) => new EventScreen(person));
    const readers = await LiveReaders.open(people, (stream, topic) => screens[stream]?.noticed(topic));
    for (const screen of screens) screen.greeted();
    await Promise.all(screens.map((screen) => screen.showsSince(0)));
    return new OpenTabs(screens, readers);
  }

  close(): void {
    this.readers.close();
    for (const screen of this.screens) screen.end();
  }
}

/** Pages and delays of the load that began at `fromMs` and is over. Waits until every screen shows the last event. */
async function readScreens(
  screens: readonly EventScreen[],
  served: ServedStreamgauge,
  fromMs: number,
): Promise<Pick<MixRound, 'pages' | 'follow'>> {
  const toMs = served.newestArrivalMs();
  await Promise.all(screens.map((screen) => screen.showsSince(toMs)));
  const pages = screens.flatMap((screen) => screen.pages.filter(({ askedAtMs }) => askedAtMs >= fromMs));
  const took = pages.filter(({ askedAtMs }) => askedAtMs <= toMs).map(({ tookMs }) => tookMs);
  const delays = screens.flatMap((screen) => followDelays(screen.pages, { fromMs, toMs }));
  return {
    pages: took.length === 0 ? null : { count: took.length, p50: percentileOf(took, 50), p99: percentileOf(took, 99) },
    follow: delays.length === 0 ? null : { p50: percentileOf(delays, 50), p95: percentileOf(delays, 95) },
  };
}

export async function measureMix(served: ServedStreamgauge, { streams, visible, idle }: Mix): Promise<MixRound> {
  const connections = await IdleConnections.open(idle, served.port);
  const tabs = await OpenTabs.open(await served.people(streams), visible);
  try {
    const { eventsPerSecond, memory, windowOpenedAtMs } = await served.load();
    await tabs.readers.requireNotices();
    const read = await readScreens(tabs.screens, served, windowOpenedAtMs);
    return { eventsPerSecond, memory, held: streams + connections.held, ...read };
  } finally {
    tabs.close();
    connections.close();
  }
}
