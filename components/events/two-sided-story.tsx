'use client';

import { type EventView } from '@/lib/story/event-view';
import { eventStory, type StoryStep, waitBetween } from '@/lib/story/event-story';
import { outcomeText } from '@/lib/events/outcome-text';
import { dayKey, formatCounted, formatDuration, formatLatency } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';
import { DeliveryChip, OutcomeChip, ReceiptChip } from '../parts/status-chip';
import { Time } from '../ui/time';
import { type TimelineSide, type TimelineVoid, TwoSidedTimeline, type TwoSidedRow } from '../parts/two-sided-timeline';
import { useZone } from '../ui/zone';
import { senderText } from './event-request';
import { attemptDetail, listedDetail, receiptDetail, voidDetail } from './story-words';

interface Sides {
  auth0?: TimelineSide;
  ours?: TimelineSide;
}

/** What Auth0 did and what we did about one event, facing each other in order of time. */
export function TwoSidedStory({ view }: { view: EventView }) {
  const { timeZone } = useZone();
  const steps = eventStory(view);
  const rows = steps.flatMap((step, index) => rowsOf(view, step, { index, earlier: steps[index - 1], timeZone }));
  const [first] = steps;
  return (
    <TwoSidedTimeline day={first ? <Time ms={first.atMs} mode="day" /> : null} rows={rows} voids={voidsOf(steps)} />
  );
}

const keyOf = (index: number) => `step-${index}`;

function rowsOf(
  view: EventView,
  step: StoryStep,
  { index, earlier, timeZone }: { index: number; earlier: StoryStep | undefined; timeZone: string },
): TwoSidedRow[] {
  const rows: TwoSidedRow[] = [];
  const wait = earlier ? waitBetween(earlier, step) : null;
  if (wait !== null) {
    const text = `${formatDuration(wait.ms)}${wait.listed ? ', listed as failed at Auth0' : ''}`;
    rows.push({ kind: 'wait', key: `wait-${index}`, text });
  }
  if (earlier && dayKey(earlier.atMs, timeZone) !== dayKey(step.atMs, timeZone)) {
    rows.push({ kind: 'day', key: `day-${index}`, day: <Time ms={step.atMs} mode="day" /> });
  }
  rows.push({
    kind: 'step',
    key: keyOf(index),
    time: <Time ms={step.atMs} mode="millis" />,
    ...sidesOf(view, step, earlier),
  });
  return rows;
}

function sidesOf(view: EventView, step: StoryStep, earlier: StoryStep | undefined): Sides {
  switch (step.kind) {
    case 'emitted':
      return { auth0: { title: 'Emitted', detail: step.source === null ? undefined : isolatedText(step.source) } };
    case 'failed':
      return {
        auth0: {
          title: `Attempt ${step.nth} failed`,
          detail: attemptDetail(step, earlier),
          arrow: { points: 'right', tone: 'failed' },
        },
      };
    case 'asked':
      return askedSides(step);
    case 'received':
      return receivedSides(step);
    case 'outcome':
      return {
        ours: {
          title: <OutcomeChip outcome={view.outcome} rowChanged={view.rowChanged} />,
          detail: isolatedText(outcomeText(view)),
        },
      };
    default:
      return endSides(step);
  }
}

function askedSides(step: Extract<StoryStep, { kind: 'asked' }>): Sides {
  const auth0: TimelineSide = {
    title: <DeliveryChip state="asked" />,
    detail: step.by === null ? undefined : `by ${isolatedText(step.by)}`,
    arrow: { points: 'left', tone: 'asked' },
  };
  if (step.by === null) return { auth0 };
  return {
    auth0,
    ours: {
      title: 'Asked over the Management API',
      detail: 'answered 202, which proves nothing yet',
      arrow: { points: 'left', tone: 'asked' },
    },
  };
}

function receivedSides({ receipt, nth }: Extract<StoryStep, { kind: 'received' }>): Sides {
  const sender = senderText(receipt);
  const took = `in ${formatLatency(receipt.tookMs)}`;
  return {
    auth0: {
      title: nth === null ? 'Delivered' : `Attempt ${nth}`,
      detail: sender === null ? undefined : `from ${isolatedText(sender)}`,
      arrow: { points: 'right', tone: 'accepted' },
    },
    ours: {
      title: <ReceiptChip status={204} result={receipt.result === 'new' ? null : receipt.result} detail={took} />,
      detail: receiptDetail(receipt),
      arrow: { points: 'right', tone: 'accepted' },
    },
  };
}

function endSides(step: Extract<StoryStep, { kind: 'more' | 'recovered' | 'listed' }>): Sides {
  if (step.kind === 'more') return { ours: { title: `${formatCounted(step.count, 'more receipt')}, see Receipts` } };
  if (step.kind === 'recovered') {
    const took = step.tookMs === null ? undefined : `in ${formatDuration(step.tookMs)}`;
    return {
      auth0: { title: <DeliveryChip state="recovered" detail={took} />, arrow: { points: 'left', tone: 'plain' } },
      ours: { title: 'Proved by the receipt', arrow: { points: 'left', tone: 'plain', dashed: true } },
    };
  }
  return {
    auth0: {
      title: <DeliveryChip state={step.state} times={step.times} />,
      detail: listedDetail(step.state),
      arrow: { points: 'left', tone: 'plain' },
    },
    ours: { title: 'Looked up at Auth0', arrow: { points: 'left', tone: 'plain', dashed: true } },
  };
}

/** Runs of failed attempts, in which our side kept nothing. */
function voidsOf(steps: readonly StoryStep[]): TimelineVoid[] {
  const voids: TimelineVoid[] = [];
  for (let index = 0; index < steps.length; index += 1) {
    const end = steps.findIndex((step, place) => place > index && step.kind !== 'failed');
    const run = steps.slice(index, end === -1 ? undefined : end).filter((step) => step.kind === 'failed');
    if (steps[index]?.kind !== 'failed') continue;
    const last = index + run.length - 1;
    voids.push({ fromKey: keyOf(index), toKey: keyOf(last), title: 'Nothing kept here', detail: voidDetail(run) });
    index = last;
  }
  return voids;
}
