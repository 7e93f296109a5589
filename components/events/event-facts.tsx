'use client';

import { paths } from '@/lib/paths';
import { type EventView } from '@/lib/story/event-view';
import { dayKey, formatCount, formatDurationExact } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';
import { Def, DefinitionList } from '../ui/definition-list';
import { Fact, FactLine } from '../ui/fact-line';
import { Id } from '../ui/id';
import { useNow } from '../ui/now';
import { OutsideText } from '../ui/outside-text';
import { TextLink } from '../ui/text-link';
import { Time } from '../ui/time';
import { useZone } from '../ui/zone';
import { useStreamNames } from './use-stream-names';
import { minuteMs } from '@/lib/spans';

/** Milliseconds from the event's own time to its arrival; null when its time could not be read. */
function lagOf(view: EventView): number | null {
  return view.timeMs === null ? null : Math.max(0, view.receivedAtMs - view.timeMs);
}

function StreamLink({ streamId }: { streamId: string | null }) {
  const { nameOf } = useStreamNames();
  if (streamId === null) return <span className="font-normal text-ink-3">none named</span>;
  return (
    <TextLink href={paths.stream(streamId)}>
      <OutsideText>{nameOf(streamId)}</OutsideText>
    </TextLink>
  );
}

/** To the millisecond, with its day when that is not today. */
function Instant({ ms }: { ms: number }) {
  const { timeZone } = useZone();
  const isToday = dayKey(ms, timeZone) === dayKey(useNow(minuteMs), timeZone);
  return (
    <>
      {isToday ? null : <Time ms={ms} mode="day" />} <Time ms={ms} mode="millis" />
    </>
  );
}

function EventTime({ view }: { view: EventView }) {
  return view.timeMs === null ? <span className="text-ink-3">not readable</span> : <Instant ms={view.timeMs} />;
}

/** The facts of an event in one line, for its page. */
export function EventFactLine({ view }: { view: EventView }) {
  const lagMs = lagOf(view);
  return (
    <FactLine>
      <Fact label="Event">
        <Id value={view.id} what="event id" max={18} className="font-normal" />
      </Fact>
      <Fact label="Subject">
        <span className="max-w-72 truncate" title={view.subjectId === null ? undefined : visibleText(view.subjectId)}>
          <OutsideText>{view.subjectLabel ?? view.subjectId ?? 'none'}</OutsideText>
        </span>
      </Fact>
      <Fact label="Event time" mono>
        <EventTime view={view} />
      </Fact>
      <Fact label="Received" mono>
        <Instant ms={view.receivedAtMs} />
      </Fact>
      <Fact label="Lag">{lagMs === null ? 'unknown' : formatDurationExact(lagMs)}</Fact>
      <Fact label="Event stream">
        <StreamLink streamId={view.streamId} />
      </Fact>
      <Fact label="Receipts">{formatCount(view.receiptCount)}</Fact>
    </FactLine>
  );
}

/** The same as a list, for the sheet. */
export function EventFactList({ view }: { view: EventView }) {
  const { zone, localTimeZone } = useZone();
  const lagMs = lagOf(view);
  return (
    <DefinitionList>
      <Def label="Event">
        <Id value={view.id} what="event id" max={18} />
      </Def>
      <Def label={view.user === null ? 'Subject' : 'User'}>
        {view.subjectId === null ? 'none' : <Id value={view.subjectId} what="subject id" max={24} />}
      </Def>
      <Def label="Event stream">
        <StreamLink streamId={view.streamId} />
      </Def>
      <Def label="Event time">
        <EventTime view={view} /> <span className="text-ink-2">{zone === 'utc' ? 'UTC' : localTimeZone}</span>
      </Def>
      <Def label="Received">
        <Instant ms={view.receivedAtMs} />{' '}
        {lagMs === null ? null : <span className="text-ink-2">{formatDurationExact(lagMs)} later</span>}
      </Def>
    </DefinitionList>
  );
}
