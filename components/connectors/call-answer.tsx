'use client';

import { useState } from 'react';

import { cn } from '@/components/ui/cn';
import { Dialog } from '@/components/ui/dialog';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { useZone } from '@/components/ui/zone';
import { type ConnectorCall } from '@/lib/connectors/connector';
import { formatDateTime } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

interface CallAnswerProps {
  call: ConnectorCall;
  /** Stands in the place of the answer's beginning, where there is no room for it. */
  word?: string | undefined;
}

/** What came back, without the status that stands beside it; nothing when it was taken. Pressed, it is shown whole. */
export function CallAnswer({ call: { excerpt, status, atMs, eventId, laneKey }, word }: CallAnswerProps) {
  const [isOpen, setOpen] = useState(false);
  const { timeZone } = useZone();
  const about = visibleText(eventId ?? laneKey);
  const words = excerpt?.replace(`answered ${status}`, '').replace(/^: /, '') ?? '';
  if (excerpt === null || words === '') return null;
  return (
    <>
      <TextButton
        title={visibleText(words)}
        aria-label={`Answer to ${about}: ${visibleText(words)}`}
        onClick={() => setOpen(true)}
        className={cn('block max-w-full truncate text-left leading-6 font-normal', word === undefined && 'text-ink-2')}
      >
        {word ?? <OutsideText>{words}</OutsideText>}
      </TextButton>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Answer of ${formatDateTime(atMs, timeZone)}`}
        description={`${eventId === null ? 'About the user' : 'To the event'} ${about}. At most 1,000 characters are kept, without e-mail addresses.`}
        className="w-[640px]"
      >
        <pre className="mt-3 rounded-chip border bg-sunk px-3 py-2 text-mono [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">
          <OutsideText>{excerpt}</OutsideText>
        </pre>
      </Dialog>
    </>
  );
}
