'use client';

import { formatCount } from '@/lib/format';
import { type NavFacts } from '@/lib/overview/nav-facts';

import { MenuItem } from '../ui/menu';
import { type Place } from './places';

/** Places as items of a menu, for the phone. */
export function PlaceItems({ places, facts }: { places: readonly Place[]; facts: NavFacts | undefined }) {
  return places.map((place) => {
    const count = facts ? (place.count?.(facts) ?? null) : null;
    return (
      <MenuItem key={place.href} href={place.href} icon={place.icon}>
        <span className="flex-1">{place.label}</span>
        {count === null ? null : <span className="text-small text-ink-3">{formatCount(count)}</span>}
      </MenuItem>
    );
  });
}
