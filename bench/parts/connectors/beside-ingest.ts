import { type Measurement } from '../../load/run-load.ts';
import { type Downstream } from '../../processes/downstream.ts';
import { number } from '../../report/format.ts';
import { median } from '../../statistics.ts';
import { type Workbench } from '../part.ts';
import { ServedStreamgauge } from '../served-streamgauge.ts';
import { startConnected } from './connected.ts';

/** Of one round: the mean rate of its turns, and the median of the other figures. */
export interface IngestRound {
  eventsPerSecond: number;
  p99Ms: number;
  /** Processor time of an event, all of it included; null where the system does not tell. */
  cpuUs: number | null;
}

export interface BesideIngest {
  alone: IngestRound[];
  beside: IngestRound[];
}

/** Short, so that what disturbs the machine befalls both alike. */
const turns = 5;

function roundOf(measured: readonly Measurement[]): IngestRound {
  const cpu = measured.flatMap(({ cpuUs }) => cpuUs ?? []);
  return {
    eventsPerSecond: measured.reduce((sum, { eventsPerSecond }) => sum + eventsPerSecond, 0) / measured.length,
    p99Ms: median(measured.map(({ p99Ms }) => p99Ms)),
    cpuUs: cpu.length === 0 ? null : median(cpu),
  };
}

/** Ingest with three connectors that run, and in turns with it that of a server without any, which has as many events. */
export async function besideIngest(bench: Workbench, downstream: Downstream): Promise<BesideIngest> {
  const { options, say } = bench;
  const plain = await ServedStreamgauge.start(bench, 'connectors-none');
  await plain.pause();
  const { served: connected } = await startConnected(bench, 'connectors-three', downstream);
  // Its compiler has seen pushes as well.
  await connected.load({ leadInMs: 0, windowMs: options.warmUpMs / 2 });
  await connected.pause();
  const windowMs = options.windowMs / turns;
  const take = async (served: ServedStreamgauge, into: Measurement[]) => {
    served.resume();
    into.push(await served.load({ leadInMs: Math.min(options.leadInMs, windowMs / 2), windowMs }));
    await served.pause();
  };
  const result: BesideIngest = { alone: [], beside: [] };
  for (let round = 1; round <= options.rounds; round += 1) {
    const [alone, beside]: [Measurement[], Measurement[]] = [[], []];
    for (let turn = 0; turn < turns; turn += 1) {
      const isFirst = (round + turn) % 2 === 0;
      if (isFirst) await take(plain, alone);
      await take(connected, beside);
      if (!isFirst) await take(plain, alone);
    }
    result.alone.push(roundOf(alone));
    result.beside.push(roundOf(beside));
    const [one, other] = [roundOf(alone), roundOf(beside)];
    say(
      `  round ${round}: ${number(one.eventsPerSecond)} events/s and p99 ${number(one.p99Ms)} ms without connectors, ` +
        `${number(other.eventsPerSecond)} and ${number(other.p99Ms)} ms with three`,
    );
  }
  for (const served of [plain, connected]) {
    served.resume();
    await served.finish();
  }
  return result;
}
