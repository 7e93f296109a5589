'use client';

import { type NavFacts } from '@/lib/overview/nav-facts';

import { MenuItem } from '../ui/menu';
import { BadgeText } from './badge-text';
import { badgeOf, type Place } from './places';

/** Places as items of a menu, for the phone. */
export function PlaceItems({ places, facts }: { places: readonly Place[]; facts: NavFacts | undefined }) {
  return places.map((place) => {
    const badge = badgeOf(place, facts);
    return (
      <MenuItem key={place.href} href={place.href} icon={place.icon}>
        <span className="flex-1">{place.label}</span>
        {badge === null ? null : (
          <span className="text-small text-ink-3">
            <BadgeText badge={badge} />
          </span>
        )}
      </MenuItem>
    );
  });
}
