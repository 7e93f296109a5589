import { type PartResult } from '../parts/part.ts';
import { percentile, ratioSpread, spreadOf } from '../statistics.ts';
import { number, ratioText, spreadText, table } from './format.ts';

/** Open tabs: each holds a stream of notices, and the first `visible` of them ask anew after each notice. */
export interface Mix {
  name: string;
  streams: number;
  visible: number;
}

const noTab: Mix = { name: 'no tab', streams: 0, visible: 0 };
const streamsOnly: Mix = { name: '100 open streams', streams: 100, visible: 0 };

export const mixes: readonly Mix[] = [
  noTab,
  streamsOnly,
  { name: '100 open tabs, 10 of them visible', streams: 100, visible: 10 },
  { name: '100 visible tabs', streams: 100, visible: 100 },
];

export interface MixFigures {
  mix: Mix;
  /** Events a second, by round. */
  rates: number[];
  /** How long each first page of events took the visible tabs, in milliseconds. */
  pages: number[];
}

export interface DashboardFigures {
  /** Events that the notices were timed with. */
  samples: number;
  /** Sorted latencies of notices in milliseconds, with one open stream and with many. */
  alone: readonly number[];
  crowded: readonly number[];
  mixes: readonly MixFigures[];
}

const percentiles = (sorted: readonly number[]) => [number(percentile(sorted, 50)), number(percentile(sorted, 99))];

function mixRow({ mix, rates, pages }: MixFigures, none: readonly number[]): string[] {
  const sorted = pages.toSorted((a, b) => a - b);
  return [
    mix.name,
    spreadText(spreadOf(rates)),
    mix === noTab ? '' : ratioText(ratioSpread(rates, none)),
    ...(pages.length === 0
      ? ['', '', '']
      : [number(pages.length / rates.length / mix.visible), ...percentiles(sorted)]),
  ];
}

export function dashboardsReport({ samples, alone, crowded, mixes: measured }: DashboardFigures): PartResult {
  const ratesOf = (wanted: Mix) => measured.find(({ mix }) => mix === wanted)?.rates ?? [];
  const none = ratesOf(noTab);
  const text = `## Open dashboards

An open dashboard is a signed-in stream of \`/api/live\`. The latency runs from sending an event to the arrival of the notice
that tells the screen to ask anew; up to 150 ms of it are waited on purpose, so that a burst is one notice. ${samples} events,
one after the other:

${table(
  ['notice after', 'p50 ms', 'p99 ms'],
  [
    ['1 open stream', ...percentiles(alone)],
    ['100 open streams', ...percentiles(crowded)],
  ],
)}

Ingest over 16 connections with open tabs, measured in turn. A visible tab does what the screen of events does: 150 ms after
a notice it asks for the first page, the chart, the types and the figures of the frame, and not again before these have come.
A tab that was hidden ten seconds ago asks nothing and gives its stream back; here it keeps the stream, which is harder. The
tabs are read on the same machine, so part of what they take is the reader's.

${table(
  ['open tabs', 'events/s', 'ratio to no tab', 'pages a tab and round', 'page p50 ms', 'page p99 ms'],
  measured.map((figures) => mixRow(figures, none)),
)}
`;
  const requirement = {
    text: 'events/s with 100 open dashboards, against none',
    measured: ratioSpread(ratesOf(streamsOnly), none),
    limit: { atLeast: 0.9 },
    unit: 'ratio',
  } as const;
  return { text, requirements: [requirement] };
}
