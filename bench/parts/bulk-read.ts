import { PageReader } from '../load/page-reader.ts';
import { count, number, ratioText, spreadText, table } from '../report/format.ts';
import { percentile, ratioSpread, spreadOf } from '../statistics.ts';
import { type PartResult, type Workbench } from './part.ts';
import { ServedStreamgauge } from './served-streamgauge.ts';

/** What somebody who reads everything without a pause costs the ingest, and what that reader has to wait. */
export async function bulkRead(bench: Workbench): Promise<PartResult> {
  const { options, say } = bench;
  say('Bulk read: ingest while another client reads page after page');
  const served = await ServedStreamgauge.start(bench, 'bulk-read');
  const [person] = await served.people(1);
  if (person === undefined) throw new Error('Nobody is signed in');
  const reader = new PageReader(person);
  const alone: number[] = [];
  const beside: number[] = [];
  const measureAlone = async () => alone.push((await served.load()).eventsPerSecond);
  for (let round = 1; round <= options.rounds; round++) {
    // The database grows, so each goes first in every other round.
    if (round % 2 === 1) await measureAlone();
    reader.start();
    beside.push((await served.load()).eventsPerSecond);
    await reader.stop();
    if (round % 2 === 0) await measureAlone();
    say(`  round ${round}: ${number(alone.at(-1) ?? 0)} events/s alone, ${number(beside.at(-1) ?? 0)} beside a reader`);
  }
  await served.finish();
  const pages = reader.latencies.toSorted((a, b) => a - b);
  const text = `## Reading while events arrive

Ingest over 16 connections, alone and beside one signed-in client that asks \`/api/events\` for page after page of 50 without
a pause:

${table(
  ['ingest', 'events/s'],
  [
    ['alone', spreadText(spreadOf(alone))],
    ['beside the reader', spreadText(spreadOf(beside))],
    ['ratio', ratioText(ratioSpread(beside, alone))],
  ],
)}

The reader had ${count(pages.length)} pages, each after ${number(percentile(pages, 50))} ms (p50) and ${number(percentile(pages, 99))} ms (p99).
`;
  const requirement = {
    text: 'events/s beside one greedy reader, against alone',
    measured: ratioSpread(beside, alone),
    limit: { atLeast: 0.85 },
    unit: 'ratio',
  } as const;
  return { text, requirements: [requirement] };
}
