'use client';

import { type SubmitEvent, useId, useState } from 'react';

import { dayKey, formatClock } from '@/lib/text/format';

import { Button } from '../ui/button';
import { useZone } from '../ui/zone';

/** A range of time, in epoch milliseconds; null leaves that side open. */
interface Bounds {
  from: number | null;
  to: number | null;
}

/** Two instants in the zone that times are shown in; one left empty leaves that side open. */
export function BoundsForm({ bounds, onApply }: { bounds: Bounds; onApply: (bounds: Bounds) => void }) {
  const { timeZone, zone } = useZone();
  const written = (ms: number | null) => (ms === null ? '' : `${dayKey(ms, timeZone)}T${formatClock(ms, timeZone)}`);
  const [from, setFrom] = useState(() => written(bounds.from));
  const [to, setTo] = useState(() => written(bounds.to));
  const [isReversed, setReversed] = useState(false);
  const errorId = useId();
  // Without an offset the engine reads a date and time in the browser's own zone, which is the other of the two we show.
  const read = (text: string) => (text === '' ? null : Date.parse(zone === 'utc' ? `${text}Z` : text));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const next = { from: read(from), to: read(to) };
    const reversed = next.from !== null && next.to !== null && next.to <= next.from;
    setReversed(reversed);
    if (!reversed) onApply(next);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <InstantInput label="From" value={from} onChange={setFrom} />
      <InstantInput label="To" value={to} onChange={setTo} errorId={isReversed ? errorId : undefined} />
      {isReversed ? (
        <p id={errorId} role="alert" className="text-small text-bad">
          The end must be later than the beginning.
        </p>
      ) : null}
      <Button type="submit" className="self-end">
        Apply
      </Button>
    </form>
  );
}

interface InstantInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Set when the value is wrong: the element that says why. */
  errorId?: string | undefined;
}

function InstantInput({ label, value, onChange, errorId }: InstantInputProps) {
  return (
    <label className="flex items-center justify-between gap-2">
      <span className="text-small text-ink-2">{label}</span>
      <input
        type="datetime-local"
        step={1}
        min="1970-01-01T00:00:00"
        max="9999-12-31T00:00:00"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={errorId !== undefined}
        aria-errormessage={errorId}
        className="h-7 rounded-control border border-control bg-face px-2 text-body text-ink aria-invalid:border-bad max-phone:h-8"
      />
    </label>
  );
}
