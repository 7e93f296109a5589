import {
  Bell,
  Briefcase,
  Gauge,
  Inbox,
  List,
  type LucideIcon,
  Plug,
  Settings,
  TriangleAlert,
  Users,
  Waves,
} from 'lucide-react';

import { paths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';
import { type NavFacts } from '@/lib/overview/nav-facts';

/** A screen that the navigation leads to. */
export interface Place {
  href: string;
  label: string;
  /** Word in the tab bar of a phone; a place without one is under "More". */
  tab?: string;
  icon: LucideIcon;
  count?: (facts: NavFacts) => number | null;
  /** Whether the count cannot be told now, which is not the same as 0. */
  isUnknown?: (facts: NavFacts) => boolean;
  /** Left out while it has nothing to tell, ever. */
  isShown?: (facts: NavFacts) => boolean;
  /** A count that a person should look at. */
  isTrouble?: boolean;
}

const allPlaces: readonly Place[] = [
  { href: paths.overview, label: 'Overview', tab: 'Overview', icon: Gauge },
  { href: paths.streams, label: 'Event streams', icon: Waves, count: (facts) => facts.streams },
  { href: paths.events, label: 'Events', tab: 'Events', icon: List },
  {
    href: paths.deliveries,
    label: 'Failed deliveries',
    tab: 'Failed',
    icon: TriangleAlert,
    count: (facts) => facts.failed || null,
    isUnknown: (facts) => facts.failed === null,
    isTrouble: true,
  },
  { href: paths.users, label: 'Users', tab: 'Users', icon: Users },
  { href: paths.connectors, label: 'Connectors', icon: Plug, count: (facts) => facts.connectors || null },
  {
    href: paths.reviews,
    label: 'Reviews',
    icon: Inbox,
    count: (facts) => facts.reviews || null,
    isShown: (facts) => (facts.connectors ?? 0) > 0,
  },
  { href: paths.jobs, label: 'Jobs', icon: Briefcase, count: (facts) => facts.jobs?.length || null },
  { href: paths.alerts, label: 'Alerts', icon: Bell, count: (facts) => facts.alerts || null },
  { href: paths.settings, label: 'Settings', icon: Settings },
];

/** The places that have something to tell. */
export function placesOf(facts: NavFacts | undefined): readonly Place[] {
  return allPlaces.filter(({ isShown }) => isShown === undefined || (facts !== undefined && isShown(facts)));
}

/** Badge of a place: its count, or a dash that is read as "not known". Null for none. */
export function badgeOf(place: Place, facts: NavFacts | undefined): { text: string; isUnknown: boolean } | null {
  if (facts === undefined) return null;
  if (place.isUnknown?.(facts) === true) return { text: '–', isUnknown: true };
  const count = place.count?.(facts) ?? null;
  return count === null ? null : { text: formatCount(count), isUnknown: false };
}

/** Whether the page at `pathname` belongs to a place: itself, or one of its details. */
export function isAt(place: Place, pathname: string): boolean {
  return place.href === '/' ? pathname === '/' : pathname === place.href || pathname.startsWith(`${place.href}/`);
}
