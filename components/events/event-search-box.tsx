'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { SearchInput } from '../ui/search-input';
import { type EventSearchState } from './use-event-search';

/** Pause in typing (ms) after which the list follows. */
const settleMs = 300;

interface EventSearchBoxProps extends Pick<EventSearchState, 'setFilters'> {
  /** The search in the URL. */
  q: string | null;
}

/** Finds an event by its id, and the events of a subject by id, address, number or name. */
export function EventSearchBox({ q, setFilters }: EventSearchBoxProps) {
  const [box, setBox] = useState({ text: q ?? '', of: q });
  // Back, a removed chip or a link changed the URL: the box follows it.
  if (box.of !== q) setBox({ text: q ?? '', of: q });
  const next = box.text.trim() === '' ? null : box.text.trim();
  const settle = useEffectEvent(() => {
    setBox((now) => ({ ...now, of: next }));
    setFilters({ q: next });
  });
  useEffect(() => {
    if (next === q) return;
    const timer = setTimeout(() => settle(), next === null ? 0 : settleMs);
    return () => clearTimeout(timer);
  }, [next, q]);
  return (
    <SearchInput
      label="Search events"
      placeholder="Event id, user id, address or name"
      value={box.text}
      onValueChange={(text) => setBox((now) => ({ ...now, text }))}
      keys="/"
      className="max-phone:w-60"
    />
  );
}
