import { fewVisible, held, manyVisible, type Mix, type MixRound, noTab, streamsOnly } from '../parts/mixes.ts';
import { type PartResult } from '../parts/part.ts';
import { type Build } from '../processes/build.ts';
import { ratioSpread, type Spread, spreadOf } from '../statistics.ts';
import { number, ratioText, spreadText, table } from './format.ts';
import { type Requirement } from './requirement.ts';

/** Latencies without load, in milliseconds. */
export interface Idle {
  p50: number;
  p95: number;
  p99: number;
}

export interface BuildFigures {
  build: Build;
  mixes: { mix: Mix; rounds: MixRound[] }[];
}

export interface DashboardFigures {
  /** With one and with a hundred. */
  idle: { samples: number; notices: [Idle, Idle]; follows: [Idle, Idle] };
  /** This build, then another one if it was asked for. */
  builds: readonly BuildFigures[];
}

const megabyte = 2 ** 20;

function roundsOf(figures: BuildFigures | undefined, wanted: Mix): readonly MixRound[] {
  return figures?.mixes.find(({ mix }) => mix === wanted)?.rounds ?? [];
}

/** One figure of all rounds; null where it is missing in one. */
function spreadIn(rounds: readonly MixRound[], figure: (round: MixRound) => number | null | undefined): Spread | null {
  const values = rounds.map(figure).filter((value) => value !== null && value !== undefined);
  return values.length === 0 || values.length < rounds.length ? null : spreadOf(values);
}

const rates = (rounds: readonly MixRound[]) => rounds.map(({ eventsPerSecond }) => eventsPerSecond);

function ratioOf(ours: readonly MixRound[], theirs: readonly MixRound[]): Spread | null {
  return ours.length === 0 || theirs.length === 0 ? null : ratioSpread(rates(ours), rates(theirs));
}

/** How much memory ours takes of what the other takes, round by round. */
function memoryRatio(ours: readonly MixRound[], theirs: readonly MixRound[]): Spread | null {
  const [above, below] = [ours, theirs].map((rounds) => rounds.flatMap(({ memory }) => memory ?? []));
  if (above === undefined || below === undefined || above.length === 0 || above.length !== below.length) return null;
  return ratioSpread(above, below);
}

const shown = (spread: Spread | null) => (spread === null ? '–' : number(spread.median));

function mixRow({ mix, rounds }: BuildFigures['mixes'][number], none: readonly MixRound[]): string[] {
  const ratio = mix === noTab ? null : ratioOf(rounds, none);
  const pagesEach = spreadIn(rounds, ({ pages }) => (pages === null ? null : pages.count / mix.visible));
  const ofScreens = [
    pagesEach,
    ...(['p50', 'p99'] as const).map((name) => spreadIn(rounds, ({ pages }) => pages?.[name])),
    ...(['p50', 'p95'] as const).map((name) => spreadIn(rounds, ({ follow }) => follow?.[name])),
  ];
  return [
    mix.name,
    spreadText(spreadOf(rates(rounds))),
    ratio === null ? '' : ratioText(ratio),
    ...ofScreens.map((spread) => (mix.visible === 0 ? '' : shown(spread))),
    shown(spreadIn(rounds, ({ memory }) => (memory === null ? null : memory / megabyte))),
  ];
}

function mixTable(figures: BuildFigures): string {
  const pages = ['pages a tab and round', 'page p50 ms', 'page p99 ms'];
  const head = [
    figures.build.name,
    'events/s',
    'ratio to no tab',
    ...pages,
    'follows p50 ms',
    'follows p95 ms',
    'memory MiB',
  ];
  return table(
    head,
    figures.mixes.map((figure) => mixRow(figure, roundsOf(figures, noTab))),
  );
}

function besideRequirements(ours: BuildFigures | undefined, other: BuildFigures | undefined): Requirement[] {
  if (other === undefined) return [];
  const measured = memoryRatio(roundsOf(ours, manyVisible), roundsOf(other, manyVisible));
  return [
    { text: `memory with ${manyVisible.name}, ${other.build.name}`, measured, limit: { below: 1.15 }, unit: 'ratio' },
  ];
}

const single = (value: number): Spread => ({ median: value, min: value, max: value });

function requirementsOf({ idle, builds: [ours, other] }: DashboardFigures): Requirement[] {
  const none = roundsOf(ours, noTab);
  const loaded = roundsOf(ours, manyVisible);
  const ratio = (mix: Mix, atLeast: number): Requirement => ({
    text: `events/s with ${mix.name}, against none`,
    measured: ratioOf(roundsOf(ours, mix), none),
    limit: { atLeast },
    unit: 'ratio',
  });
  const time = (text: string, measured: Spread | null, below: number): Requirement => ({
    text,
    measured,
    limit: { below },
    unit: ' ms',
  });
  const follow = 'an event is on the screen after (p95)';
  return [
    ratio(streamsOnly, 0.9),
    ratio(fewVisible, 0.85),
    ratio(manyVisible, 0.7),
    time(
      `page p99 under full load, ${manyVisible.name}`,
      spreadIn(loaded, ({ pages }) => pages?.p99),
      750,
    ),
    time(`${follow}, idle`, single(idle.follows[0].p95), 250),
    time(
      `${follow}, full load, ${manyVisible.name}`,
      spreadIn(loaded, (round) => round.follow?.p95),
      2_500,
    ),
    {
      text: `held of ${held.name}`,
      measured: spreadIn(roundsOf(ours, held), (round) => round.held),
      limit: { atLeast: held.streams + held.idle },
      unit: '',
    },
    ...besideRequirements(ours, other),
  ];
}

export function dashboardsReport(figures: DashboardFigures): PartResult {
  const { samples, notices, follows } = figures.idle;
  const row = (name: string, { p50, p95, p99 }: Idle) => [name, number(p50), number(p95), number(p99)];
  const text = `## Open dashboards

An open dashboard is a signed-in stream of \`/api/live\`, each of somebody else. Without load, ${samples} events one after the
other: from sending an event to the arrival of the notice that tells the screen to ask anew, which is held back a little on
purpose, so that a burst is one notice; and to the arrival of the list that has the event in it.

${table(
  ['without load', 'p50 ms', 'p95 ms', 'p99 ms'],
  [
    row('notice, 1 open stream', notices[0]),
    row('notice, 100 open streams', notices[1]),
    row('on the screen, 1 visible tab', follows[0]),
    row('on the screen, 100 visible tabs', follows[1]),
  ],
)}

Ingest over 16 connections with open tabs, measured in turn. A visible tab does what the screen of events does when it is read
at its top: the screen's own code decides when a notice makes it ask, and it asks for the first page, the chart, the types and
the figures of the frame. "Follows" counts from the arrival of an event until the tab shows it, for every moment of the load
and every tab. A hidden tab asks nothing and soon gives its stream back; here it keeps the stream, which is harder. The tabs
are read on the same machine, so part of what they take is the reader's. Memory is the most that all processes of the server
took together, in the median of the rounds.

${figures.builds.map(mixTable).join('\n\n')}
`;
  return { text, requirements: requirementsOf(figures) };
}
