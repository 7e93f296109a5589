import { History, type LucideIcon, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode } from 'react';
import { paths } from '@/lib/paths';
import { isSignIn, splitNoise } from '@/lib/events/changed-text';
import { callWords } from '@/lib/connectors/call-words';
import { type UserPush } from '@/lib/connectors/user-push';
import { type EventSummary } from '@/lib/events/event-record';
import { describeChange } from '@/lib/events/event-types';
import { formatCounted, formatDuration } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';
import { type Change } from '@/lib/events/change';
import { eventTypeIcon } from '../parts/event-type';
import { InlineChange } from '../parts/field-diff';
import { OutcomeChip } from '../parts/status-chip';
import { OutsideText } from '../ui/outside-text';
import { Time } from '../ui/time';
import { TimelineItem } from '../parts/timeline';

/** More changed fields than this are one click away, in the event itself. */
const mostChanges = 4;

interface UserEventProps {
  event: EventSummary;
  /** What connectors sent after it, the last of each. */
  pushes?: readonly UserPush[] | undefined;
}

/** One line of the timeline: what this event changed in the user, and what was carried on. */
export function UserEvent({ event, pushes = [] }: UserEventProps) {
  const href = paths.event(event.id);
  return (
    <TimelineItem
      icon={iconOf(event)}
      tone={event.outcome === 'error' ? 'bad' : event.outcome === 'late' ? 'warn' : 'plain'}
      time={
        <Link
          href={href}
          prefetch={false}
          aria-label={`Open ${isolatedText(event.type)}`}
          className="rounded-chip text-accent underline-offset-2 quick hover:underline"
        >
          <Time ms={event.timeMs ?? event.receivedAtMs} />
        </Link>
      }
      aside={<OutcomeChip outcome={event.outcome} rowChanged={event.rowChanged} />}
      note={
        <>
          <Notes event={event} />
          <Pushes receivedAtMs={event.receivedAtMs} pushes={pushes} />
        </>
      }
    >
      <Story event={event} href={href} />
    </TimelineItem>
  );
}

function iconOf({ outcome, type, changes }: EventSummary): LucideIcon {
  if (outcome === 'error') return TriangleAlert;
  if (outcome === 'late') return History;
  return eventTypeIcon(isSignIn({ type, changes }) ? 'login-only' : type);
}

function quietStory(event: EventSummary): string {
  if (event.changes.length === 0 && event.rowChanged) return 'First seen with this update';
  return isSignIn(event) ? 'Login, nothing else changed' : 'Nothing changed';
}

function Story({ event, href }: { event: EventSummary; href: string }): ReactNode {
  const { type, outcome, outcomeReason, changes } = event;
  if (outcome === 'error') {
    return <OutsideText className="text-bad">{outcomeReason ?? 'This event could not be understood.'}</OutsideText>;
  }
  if (outcome === 'test') return <span className="text-ink-2">Test event, no part of the mirror</span>;
  const { shown } = splitNoise(changes);
  if (type === 'user.updated' && shown.length === 0) {
    return <span className="text-ink-2">{quietStory(event)}</span>;
  }
  return (
    <>
      {type === 'user.updated' ? null : (
        <strong className="font-semibold">
          <OutsideText>{describeChange(type)}</OutsideText>
        </strong>
      )}
      <ChangeLines changes={shown} href={href} />
    </>
  );
}

function ChangeLines({ changes, href }: { changes: readonly Change[]; href: string }) {
  const more = changes.length - mostChanges;
  return (
    <>
      {changes.slice(0, mostChanges).map((change) => (
        <InlineChange key={change.field} change={change} />
      ))}
      {more > 0 ? (
        <Link
          href={href}
          prefetch={false}
          className="rounded-chip text-small text-accent underline-offset-2 quick hover:underline"
        >
          {more} more
        </Link>
      ) : null}
    </>
  );
}

function Notes({ event }: { event: EventSummary }): ReactNode {
  const { outcome, timeMs, receivedAtMs, receiptCount } = event;
  const lateBy = timeMs === null ? null : receivedAtMs - timeMs;
  return (
    <>
      {outcome === 'late' ? (
        <>
          arrived <Time ms={receivedAtMs} mode="datetime" />
          {lateBy === null || lateBy < 1000 ? ', after a newer event' : `, ${formatDuration(lateBy)} later`}, put at its
          place
        </>
      ) : null}
      {outcome === 'late' && receiptCount > 1 ? ' · ' : null}
      {receiptCount > 1 ? formatCounted(receiptCount, 'receipt') : null}
    </>
  );
}

const delayText = (ms: number) => (ms < 100 ? 'less than 0.1 s' : formatDuration(ms));

interface PushesProps {
  pushes: readonly UserPush[];
  receivedAtMs: number;
}

/** "HubSpot: update email, firstname, 1.1 s after it arrived", a line for each connector. */
function Pushes({ receivedAtMs, pushes }: PushesProps) {
  return pushes.map((push) => (
    <span key={push.connectorId} className="block">
      <Link
        href={paths.connectorCallsOf(push.connectorId, push.laneKey)}
        prefetch={false}
        className="rounded-chip underline-offset-2 quick hover:underline"
      >
        <OutsideText>{push.connectorName}</OutsideText>
      </Link>
      {': '}
      <OutsideText>{callWords(push)}</OutsideText>
      {push.result === 'done' ? (
        `, ${delayText(push.atMs + push.tookMs - receivedAtMs)} after it arrived`
      ) : (
        <span className="text-bad">{`, ${push.result}`}</span>
      )}
    </span>
  ));
}
