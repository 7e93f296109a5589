import { CircleSlash, TriangleAlert } from 'lucide-react';
import { type ReactNode } from 'react';

import { cn } from '@/components/ui/cn';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { type RefusalReason } from '@/lib/deliveries/refusal';
import { type RefusedAgain } from '@/lib/jobs/job-answers';
import { formatCount } from '@/lib/text/format';

import { useBulkRetry } from './use-bulk-retry';
import { useExplained } from './use-explain';

interface RefusedNoteProps {
  refused: readonly RefusedAgain[];
  isLeftOut: boolean;
  onToggle: () => void;
}

/** What would be refused again and why, with the way to leave it out, and back. */
export function RefusedNote({ refused, isLeftOut, onToggle }: RefusedNoteProps) {
  if (refused.length === 0) return null;
  const count = formatCount(refused.reduce((sum, one) => sum + one.count, 0));
  const reasons = mergedByReason(refused);
  const Icon = isLeftOut ? CircleSlash : TriangleAlert;
  return (
    <section
      aria-label="Refused again"
      className={cn('flex gap-2.5 border-b px-5 py-2.5 max-phone:px-3', isLeftOut ? 'bg-ground' : 'bg-warn-tint')}
    >
      <Icon
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className={cn('mt-0.5 shrink-0', isLeftOut ? 'text-ink-3' : 'text-warn')}
      />
      <div className="min-w-0 flex-1 text-small">
        <p role="status" className={cn('text-body font-semibold', isLeftOut ? 'text-ink-2' : 'text-warn')}>
          {isLeftOut
            ? `${count} left out: their cause is not fixed`
            : `${count} would be refused again: their cause is not fixed`}
        </p>
        {reasons.length === 1 ? null : (
          <ul>
            {reasons.map((one) => (
              <li key={`${one.streamId} ${one.why}`}>
                <OutsideText>{one.streamName}</OutsideText>: <Reason refused={one} />
              </li>
            ))}
          </ul>
        )}
        <p>
          {reasons.length === 1 && reasons[0] !== undefined ? (
            <>
              <Reason refused={reasons[0]} />
              {' · '}
            </>
          ) : null}
          <TextButton className="text-small" onClick={onToggle}>
            {isLeftOut ? 'Take them along' : `Leave these ${count} out`}
          </TextButton>
        </p>
      </div>
    </section>
  );
}

/** One sentence for each event stream and reason: a wrong secret refuses what failed for other causes too. */
function mergedByReason(refused: readonly RefusedAgain[]): RefusedAgain[] {
  const first = new Map<string, RefusedAgain>();
  for (const one of refused) {
    const key = `${one.streamId} ${one.why}`;
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}

const sentences: Record<RefusalReason, (refused: RefusedAgain) => ReactNode> = {
  wrong_secret: ({ newestAtMs }) => (
    <>
      The newest answer, <DayTime ms={newestAtMs} />, was 401 too.
    </>
  ),
  wrong_path: () => 'It posts to a path at which this app takes no events.',
  too_large: () => 'The events are larger than the 4 MiB that this app takes.',
  stream_disabled: () => 'The event stream is still disabled.',
};

function Reason({ refused }: { refused: RefusedAgain }) {
  const { close } = useBulkRetry();
  const { open } = useExplained();
  const explain = () => {
    close();
    open({ cause: refused.explains, attempt: null });
  };
  return (
    <span className="[&_time]:font-sans [&_time]:text-small">
      {sentences[refused.why](refused)}{' '}
      <TextButton className="text-small" aria-label={`Explain ${refused.streamName}`} onClick={explain}>
        Explain
      </TextButton>
    </span>
  );
}
