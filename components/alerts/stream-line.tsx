'use client';

import { type LucideIcon, Pencil, Power, PowerOff, Trash2 } from 'lucide-react';

import { ChangedElsewhere, streamChangeText } from '@/components/parts/stream-change-words';
import { TimelineItem } from '@/components/parts/timeline';
import { DayTime } from '@/components/ui/day-time';
import { type StreamMoment } from '@/lib/alerts/alert-answers';
import { type StreamChange } from '@/lib/streams/stream-history';
import { isolatedText } from '@/lib/text/outside-text';

interface StreamLineProps {
  moment: StreamMoment;
  /** Whether the event stream has to be named. */
  isNamed: boolean;
}

/** A change of an event stream among the lines of an alert: what, who, and what is known of a change made elsewhere. */
export function StreamLine({ moment, isNamed }: StreamLineProps) {
  const { icon, what } = moment.kind === 'edit' ? { icon: Pencil, what: 'edited at Auth0' } : lookOf(moment.change);
  const by = moment.kind === 'edit' ? null : moment.change.by;
  const subject = isNamed ? `“${isolatedText(moment.name)}”` : 'Event stream';
  return (
    <TimelineItem compact time={<DayTime ms={moment.atMs} />} icon={icon}>
      <span className="font-medium">{`${subject} ${what}${by === null ? '' : ` by ${isolatedText(by)}`}`}</span>
      <span className="block text-small break-words text-ink-2">
        <Note moment={moment} />
      </span>
    </TimelineItem>
  );
}

function lookOf({ kind, status }: StreamChange): { icon: LucideIcon; what: string } {
  if (kind === 'settings') return { icon: Pencil, what: 'edited' };
  if (kind === 'gone') return { icon: Trash2, what: 'deleted' };
  return { icon: status === 'enabled' ? Power : PowerOff, what: isolatedText(status) };
}

function Note({ moment }: { moment: StreamMoment }) {
  if (moment.kind === 'edit') return 'Auth0 tells when, not what: a new secret shows nowhere.';
  const { change } = moment;
  return (
    <>
      {change.kind === 'settings' ? `${streamChangeText(change)} ` : null}
      {change.by === null ? <ChangedElsewhere change={change} /> : null}
    </>
  );
}
