'use client';

import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { type NavFacts } from '@/lib/overview/nav-facts';

import { cn } from '../ui/cn';
import { Menu } from '../ui/menu';
import { BadgeText } from './badge-text';
import { PlaceItems } from './place-items';
import { badgeOf, isAt, type Place, placesOf } from './places';

const look =
  'focus-row relative flex h-full w-full flex-col items-center justify-center gap-0.5 text-small font-medium';

/** The navigation of a phone: 56 px, icon and word. */
export function TabBar({ facts }: { facts: NavFacts | undefined }) {
  const pathname = usePathname();
  const places = placesOf(facts);
  const tabs = places.filter((place) => place.tab !== undefined);
  const rest = places.filter((place) => place.tab === undefined);
  const isElsewhere = rest.some((place) => isAt(place, pathname));
  return (
    <nav aria-label="Main" className="h-14 shrink-0 border-t bg-ground phone:hidden">
      <ul className="flex h-full">
        {tabs.map((place) => (
          <li key={place.href} className="min-w-0 flex-1">
            <TabLink place={place} isCurrent={isAt(place, pathname)} facts={facts} />
          </li>
        ))}
        <li className="min-w-0 flex-1">
          <Menu
            trigger={
              <button type="button" className={cn(look, isElsewhere ? 'text-accent' : 'text-ink-2')}>
                <Ellipsis aria-hidden="true" size={20} strokeWidth={1.75} />
                More
              </button>
            }
          >
            <PlaceItems places={rest} facts={facts} />
          </Menu>
        </li>
      </ul>
    </nav>
  );
}

interface TabLinkProps {
  place: Place;
  isCurrent: boolean;
  facts: NavFacts | undefined;
}

function TabLink({ place, isCurrent, facts }: TabLinkProps) {
  const { icon: Icon, href, tab, isTrouble } = place;
  const badge = isTrouble ? badgeOf(place, facts) : null;
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(look, isCurrent ? 'text-accent' : 'text-ink-2')}
    >
      <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
      {tab}
      {badge === null ? null : (
        <span
          className={cn(
            'absolute top-1 left-1/2 ml-1.5 rounded-chip px-1 text-axis font-semibold',
            badge.isUnknown ? 'bg-mute-tint text-ink-2' : 'bg-bad-tint text-bad',
          )}
        >
          <BadgeText badge={badge} />
        </span>
      )}
    </Link>
  );
}
