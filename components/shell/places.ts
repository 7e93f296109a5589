import { Gauge, List, type LucideIcon, TriangleAlert, Users, Waves } from 'lucide-react';

import { type NavFacts } from '@/lib/overview/nav-facts';

/** A screen that the navigation leads to. */
export interface Place {
  href: string;
  label: string;
  /** Word in the tab bar of a phone; a place without one is under "More". */
  tab?: string;
  icon: LucideIcon;
  count?: (facts: NavFacts) => number | null;
  /** A count that someone should look at. */
  isTrouble?: boolean;
}

export const places: readonly Place[] = [
  { href: '/', label: 'Overview', tab: 'Overview', icon: Gauge },
  { href: '/streams', label: 'Event streams', icon: Waves, count: (facts) => facts.streams },
  { href: '/events', label: 'Events', tab: 'Events', icon: List },
  {
    href: '/deliveries',
    label: 'Failed deliveries',
    tab: 'Failed',
    icon: TriangleAlert,
    count: (facts) => facts.failed || null,
    isTrouble: true,
  },
  { href: '/users', label: 'Users', tab: 'Users', icon: Users },
];

/** Whether the page at `pathname` belongs to a place: itself, or one of its details. */
export function isAt(place: Place, pathname: string): boolean {
  return place.href === '/' ? pathname === '/' : pathname === place.href || pathname.startsWith(`${place.href}/`);
}
