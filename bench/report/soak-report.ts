import { type PacedSample } from '../load/orders.ts';
import { type PartResult } from '../parts/part.ts';
import { slopeOf, spreadOf } from '../statistics.ts';
import { count, number, spreadText, table } from './format.ts';

/** One stretch of the soak, and the server at its end. */
export interface SoakSample extends PacedSample {
  eventsPerSecond: number;
  /** Memory of the server's processes in bytes, shared pages in part; null where the system does not tell. */
  memory: number | null;
  /** Users whose search words are not written yet. */
  wordsWaiting: number;
}

export interface SoakFigures {
  samples: readonly SoakSample[];
  /** Everything that was answered, also in a stretch too short for a sample; the last one tells what was left. */
  answers: readonly PacedSample[];
  /** Events a second that the probe found, and those that were sent. */
  most: number;
  pace: number;
  forMs: number;
  wordsWaiting: number;
}

const mib = (bytes: number | null) => (bytes === null ? '–' : number(bytes / 2 ** 20));

/** The three thirds of the samples; a short run may leave one empty. */
function thirdsOf(samples: readonly SoakSample[]): SoakSample[][] {
  const bounds = [0, 1, 2, 3].map((third) => Math.round((samples.length * third) / 3));
  return [0, 1, 2].map((third) => samples.slice(bounds[third], bounds[third + 1]));
}

function thirdRow(name: string, samples: readonly SoakSample[]): string[] {
  const end = samples.at(-1);
  if (end === undefined) return [name, '–', '–', '–', '–', '–'];
  return [
    name,
    spreadText(spreadOf(samples.map(({ eventsPerSecond }) => eventsPerSecond))),
    spreadText(spreadOf(samples.map(({ p99Ms }) => p99Ms))),
    number(Math.max(...samples.map(({ maxMs }) => maxMs))),
    mib(end.memory),
    count(end.wordsWaiting),
  ];
}

function answersText(samples: readonly PacedSample[]): string {
  const others = new Map<string, number>();
  for (const [answer, times] of samples.flatMap((sample) => Object.entries(sample.others))) {
    others.set(answer, (others.get(answer) ?? 0) + times);
  }
  const acknowledged = samples.reduce((sum, sample) => sum + sample.acknowledged, 0);
  const list = [...others].map(([answer, times]) => `${count(times)} × ${answer}`);
  const rest = list.length === 0 ? 'no other answer' : `**other answers: ${list.join(', ')}**`;
  return `${count(acknowledged)} events were answered 204, ${rest}`;
}

/** Growth over the last two thirds, in MiB a minute; the first third still fills caches. */
function growth(samples: readonly SoakSample[]): number {
  const [, second = [], third = []] = thirdsOf(samples);
  return slopeOf(
    [...second, ...third].flatMap(({ atMs, memory }) =>
      memory === null ? [] : [{ x: atMs / 60_000, y: memory / 2 ** 20 }],
    ),
  );
}

export function soakReport({ samples, answers, most, pace, forMs, wordsWaiting }: SoakFigures): PartResult {
  const [first = [], second = [], third = []] = thirdsOf(samples);
  const text = `## Soak

${count(pace)} events/s for ${forMs / 60_000} minutes over 16 connections: half of the ${count(most)} that a short probe reached. Events are due at
fixed times, however late the answers come, and the latency counts from when an event was due. Stretches of ten seconds,
their median with smallest and largest; memory is that of all its processes at the end of each third,
with pages that are shared among processes counted in part:

${table(
  ['', 'events/s', 'p99 ms', 'slowest ms', 'memory MiB', 'users without words'],
  [thirdRow('first third', first), thirdRow('second third', second), thirdRow('last third', third)],
)}

- ${answersText(answers)}.
- Memory grew by ${number(growth(samples))} MiB a minute over the last two thirds (least squares).
- ${count(answers.at(-1)?.overdue ?? 0)} events were due and not sent at the end, because every connection was waiting.
- ${count(wordsWaiting)} users were waiting for their search words at the end.
`;
  return { text, requirements: [] };
}
