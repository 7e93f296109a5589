'use client';

import {
  BellOff,
  BellRing,
  Check,
  CircleDashed,
  Eye,
  type LucideIcon,
  MessageSquare,
  SendHorizontal,
  TrendingUp,
  X,
} from 'lucide-react';

import { Timeline, TimelineItem } from '@/components/parts/timeline';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { type AlertLine, type AlertLineKind } from '@/lib/alerts/alert';
import { type AlertAnswer } from '@/lib/alerts/alert-answers';
import { alertTimeline } from '@/lib/alerts/alert-timeline';

import { StreamLine } from './stream-line';

type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'accent';

const looks = new Map<AlertLineKind, { icon: LucideIcon; tone: Tone; word: string }>([
  ['opened', { icon: BellRing, tone: 'bad', word: 'Opened' }],
  ['raised', { icon: TrendingUp, tone: 'bad', word: 'Worse' }],
  ['acknowledged', { icon: Eye, tone: 'accent', word: 'Acknowledged' }],
  ['snoozed', { icon: BellOff, tone: 'plain', word: 'Snoozed' }],
  ['woken', { icon: BellRing, tone: 'warn', word: 'Open again' }],
  ['note', { icon: MessageSquare, tone: 'accent', word: 'Note' }],
  ['sent', { icon: SendHorizontal, tone: 'plain', word: 'Sent' }],
  ['not_sent', { icon: X, tone: 'bad', word: 'Not sent' }],
  ['closed', { icon: Check, tone: 'ok', word: 'Closed' }],
]);

/** What happened to an alert, and to the event streams that it is about, newest first. */
export function AlertHistory({ alert }: { alert: AlertAnswer }) {
  return (
    <Timeline label="History of the alert">
      {alertTimeline(alert).map((entry) =>
        entry.kind === 'line' ? (
          <OwnLine key={entry.key} line={entry.line} />
        ) : (
          <StreamLine key={entry.key} moment={entry.moment} isNamed={alert.streamId === null} />
        ),
      )}
    </Timeline>
  );
}

function OwnLine({ line }: { line: AlertLine }) {
  const { icon, tone, word } = looks.get(line.what) ?? { icon: CircleDashed, tone: 'plain' as const, word: line.what };
  return (
    <TimelineItem compact time={<DayTime ms={line.atMs} />} icon={icon} tone={tone}>
      <span className="font-medium">{line.by === null ? word : `${word} by ${line.by}`}</span>
      {line.text === '' ? null : (
        <OutsideText className="block text-small break-words text-ink-2">{line.text}</OutsideText>
      )}
    </TimelineItem>
  );
}
