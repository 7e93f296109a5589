'use client';

import { type StreamChange } from '@/lib/streams/stream-history';

import { DayTime } from '../ui/day-time';

const settingWords: Record<StreamChange['settings'][number], string> = {
  name: 'name',
  destination: 'destination',
  authorization: 'credential kind',
  subscriptions: 'subscriptions',
};

/** What a change of an event stream changed, as a sentence. */
export function streamChangeText({ kind, before, settings }: StreamChange): string {
  if (kind === 'first_seen') return 'First seen by Streamgauge.';
  if (kind === 'gone') return 'Auth0 lists it no more.';
  if (kind === 'settings') return `Changed: ${settings.map((name) => settingWords[name]).join(', ')}.`;
  return before === 'disabled' ? 'Enabled again.' : `It was ${before ?? 'not known'} before.`;
}

/** Of a change that was made elsewhere: between which looks. */
export function ChangedElsewhere({ change: { sinceMs, atMs } }: { change: StreamChange }) {
  if (sinceMs === null) return 'Changed elsewhere.';
  return (
    <span className="[&_time]:font-sans [&_time]:text-[length:inherit]">
      Changed elsewhere, between <DayTime ms={sinceMs} /> and <DayTime ms={atMs} />.
    </span>
  );
}
