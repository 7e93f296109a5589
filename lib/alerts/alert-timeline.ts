import { type AlertLine } from './alert';
import { type AlertAnswer, type StreamMoment } from './alert-answers';

/** One entry of what happened during an alert. */
export type AlertEntry = { key: string; atMs: number } & (
  { kind: 'line'; line: AlertLine } | { kind: 'stream'; moment: StreamMoment }
);

/**
 * An alert's own lines and what was seen of its event streams, newest first. Of the same moment the alert's line comes later:
 * what it tells of follows from what happened.
 */
export function alertTimeline({ lines, moments }: Pick<AlertAnswer, 'lines' | 'moments'>): AlertEntry[] {
  const own = lines.map((line) => ({ kind: 'line' as const, key: `line ${line.seq}`, atMs: line.atMs, line }));
  const seen = moments.map((moment) => ({ kind: 'stream' as const, key: keyOf(moment), atMs: moment.atMs, moment }));
  return [...own, ...seen].toSorted((a, b) => b.atMs - a.atMs);
}

const keyOf = (moment: StreamMoment) =>
  moment.kind === 'change' ? `change ${moment.change.seq}` : `edit ${moment.streamId}`;
