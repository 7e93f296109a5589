import { StreamChip } from '@/components/parts/status-chip';
import { formatPercent } from '@/lib/text/format';
import { budgetUsed, type FailureReadings } from '@/lib/streams/failure-budget';
import { streamStatusWord } from '@/lib/streams/stream-view';

/** The state of an event stream in the fixed words, or Auth0's own. */
export function StreamStatus({ stream }: { stream: FailureReadings & { status: string } }) {
  return <StreamChip status={streamStatusWord(stream)} percent={formatPercent(Math.min(1, budgetUsed(stream)))} />;
}
