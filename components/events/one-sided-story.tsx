'use client';

import {
  ClockAlert,
  CopyPlus,
  Equal,
  FlaskConical,
  History,
  Inbox,
  Archive,
  Check,
  type LucideIcon,
  RadioTower,
  Send,
  TriangleAlert,
  X,
} from 'lucide-react';
import { Fragment } from 'react';
import { type EventView } from '@/lib/story/event-view';
import { eventStory, type StoryStep } from '@/lib/story/event-story';
import { type Outcome } from '@/lib/events/outcome';
import { outcomeText } from '@/lib/events/outcome-text';
import { dayKey, formatCounted, formatDuration, formatLatency } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';
import { useNow } from '../ui/now';
import { Time } from '../ui/time';
import { DeliveryChip } from '../parts/status-chip';
import { Timeline, TimelineDay, TimelineItem } from '../parts/timeline';
import { useZone } from '../ui/zone';
import { attemptDetail, listedDetail } from './story-words';
import { minuteMs } from '@/lib/spans';

type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'accent';

const outcomeLooks: Record<Outcome, [LucideIcon, Tone]> = {
  applied: [Check, 'ok'],
  unchanged: [Equal, 'plain'],
  recorded: [Archive, 'plain'],
  test: [FlaskConical, 'plain'],
  late: [History, 'warn'],
  error: [TriangleAlert, 'bad'],
};

interface Line {
  icon: LucideIcon;
  tone: Tone;
  text: React.ReactNode;
  aside?: string | undefined;
}

/** The story of an event in one column, for a sheet and for a phone. A day is named where it is not the one before, or today. */
export function OneSidedStory({ view }: { view: EventView }) {
  const { timeZone } = useZone();
  const today = dayKey(useNow(minuteMs), timeZone);
  const steps = eventStory(view);
  const days = steps.map((step) => dayKey(step.atMs, timeZone));
  return (
    <Timeline label="What happened">
      {steps.map((step, index) => {
        const { icon, tone, text, aside } = lineOf(view, step, steps[index - 1]);
        return (
          <Fragment key={`${step.kind}-${index}`}>
            {days[index] === (days[index - 1] ?? today) ? null : (
              <TimelineDay compact>
                <Time ms={step.atMs} mode="day" />
              </TimelineDay>
            )}
            <TimelineItem compact time={<Time ms={step.atMs} />} icon={icon} tone={tone} aside={aside}>
              {text}
            </TimelineItem>
          </Fragment>
        );
      })}
    </Timeline>
  );
}

function lineOf(view: EventView, step: StoryStep, earlier: StoryStep | undefined): Line {
  switch (step.kind) {
    case 'emitted':
      return { icon: RadioTower, tone: 'plain', text: 'Emitted by Auth0' };
    case 'failed':
      return { icon: X, tone: 'bad', text: `Attempt ${step.nth} failed: ${attemptDetail(step, earlier)}` };
    case 'asked':
      return {
        icon: Send,
        tone: 'accent',
        text: 'Redelivery asked',
        aside: step.by === null ? undefined : isolatedText(step.by),
      };
    case 'received':
      return receivedLine(step, earlier);
    case 'outcome': {
      const [icon, tone] = outcomeLooks[view.outcome];
      return { icon, tone, text: `${view.outcome}: ${isolatedText(outcomeText(view))}` };
    }
    default:
      return endLine(step);
  }
}

function receivedLine(
  { receipt, atMs }: Extract<StoryStep, { kind: 'received' }>,
  earlier: StoryStep | undefined,
): Line {
  const answered = `answered 204 in ${formatLatency(receipt.tookMs)}`;
  const waitedMs = earlier ? atMs - earlier.atMs : 0;
  const aside = waitedMs > 0 ? formatDuration(waitedMs) : undefined;
  if (receipt.result === 'new') return { icon: Inbox, tone: 'ok', text: `Received, ${answered}`, aside };
  return {
    icon: CopyPlus,
    tone: receipt.result === 'conflict' ? 'warn' : 'plain',
    text: `${receipt.result}, ${answered}`,
    aside,
  };
}

function endLine(step: Extract<StoryStep, { kind: 'more' | 'recovered' | 'listed' }>): Line {
  if (step.kind === 'more') return { icon: CopyPlus, tone: 'plain', text: formatCounted(step.count, 'more receipt') };
  if (step.kind === 'recovered') {
    const aside = step.tookMs === null ? undefined : formatDuration(step.tookMs);
    return { icon: Check, tone: 'ok', text: <DeliveryChip state="recovered" />, aside };
  }
  return {
    icon: ClockAlert,
    tone: 'warn',
    text: (
      <>
        <DeliveryChip state={step.state} times={step.times} /> {listedDetail(step.state)}
      </>
    ),
  };
}
