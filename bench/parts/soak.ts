import { countRows } from '../contenders/sqlite-file.ts';
import { type PacedSample } from '../load/orders.ts';
import { memoryOf } from '../processes/process-tree.ts';
import { count, number } from '../report/format.ts';
import { soakReport, type SoakSample } from '../report/soak-report.ts';
import { type PartResult, type Workbench } from './part.ts';
import { ServedStreamgauge } from './served-streamgauge.ts';

const probeMs = 5_000;
const sampleMs = 10_000;

/** Of what was found to be the most it can do. */
const share = 0.5;

/** Whether it stays as it is for a longer time: memory, latencies and answers under half of the load it can bear. */
export async function soak(bench: Workbench): Promise<PartResult> {
  const { options, say } = bench;
  const served = await ServedStreamgauge.start(bench, 'soak');
  const { eventsPerSecond: most } = await served.load({ windowMs: Math.min(probeMs, options.soakMs) });
  const pace = Math.round(most * share);
  const forMs = options.soakMs;
  say(`Soak: ${count(pace)} of at most ${count(most)} events/s for ${forMs / 60_000} min`);
  const samples: SoakSample[] = [];
  const add = (sample: PacedSample) => {
    const memory = memoryOf([served.pid]);
    const eventsPerSecond = (sample.acknowledged * 1000) / sample.windowMs;
    samples.push({
      ...sample,
      eventsPerSecond,
      memory,
      wordsWaiting: countRows(served.databaseFile, 'user_term_work'),
    });
    const mib = memory === null ? '–' : number(memory / 2 ** 20);
    say(
      `  ${number(sample.atMs / 1000)} s: ${number(eventsPerSecond)} events/s, p99 ${number(sample.p99Ms)} ms, ${mib} MiB, ` +
        `other answers ${JSON.stringify(sample.others)}, users on the list ${samples.at(-1)?.wordsWaiting ?? 0}`,
    );
  };
  // A stretch that is cut short by the end would have a rate of its own.
  const evenly = forMs / Math.max(1, Math.round(forMs / sampleMs));
  const rest = await served.pace({ eventsPerSecond: pace, forMs, sampleMs: Math.min(sampleMs, evenly) }, add);
  const wordsWaiting = countRows(served.databaseFile, 'user_term_work');
  const answers = [...samples, rest];
  // The end and the last stretch fall together, and either may come first.
  if (rest.windowMs > sampleMs / 2) add(rest);
  await served.finish();
  return soakReport({ samples, answers, most, pace, forMs, wordsWaiting });
}
