'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { paths } from '@/lib/paths';
import { formatBytes } from '@/lib/text/format';
import { type NavFacts } from '@/lib/overview/nav-facts';

import { cn } from '../ui/cn';
import { Staff } from '../charts/staff';
import { BadgeText } from './badge-text';
import { BrandMark } from './brand';
import { badgeOf, isAt, type Place, placesOf } from './places';

/** 184 px with words from 1280 px on, a rail of icons below; on the phone the tab bar stands in for it. */
export function Navigation({ facts }: { facts: NavFacts | undefined }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className="flex w-46 shrink-0 flex-col border-r bg-ground narrow max-wide:w-14 max-phone:hidden"
    >
      <Link
        href={paths.overview}
        aria-label="Streamgauge"
        className="flex h-12 shrink-0 items-center gap-2 px-5 text-title text-ink focus-row max-wide:justify-center max-wide:px-0"
      >
        <BrandMark />
        <span className="max-wide:hidden">Streamgauge</span>
      </Link>
      <ul className="mt-2 flex-1 px-2">
        {placesOf(facts).map((place) => (
          <li key={place.href}>
            <NavigationLink place={place} isCurrent={isAt(place, pathname)} facts={facts} />
          </li>
        ))}
      </ul>
      {facts ? <NavigationFoot facts={facts} /> : null}
    </nav>
  );
}

interface NavigationLinkProps {
  place: Place;
  isCurrent: boolean;
  facts: NavFacts | undefined;
}

function NavigationLink({ place, isCurrent, facts }: NavigationLinkProps) {
  const { icon: Icon, href, label, isTrouble } = place;
  const badge = badgeOf(place, facts);
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(
        'group relative flex h-8 items-center gap-2 rounded-control border px-2 text-body focus-row quick',
        'max-wide:justify-center max-wide:px-0',
        isCurrent ? 'border-line bg-face text-ink' : 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className={cn('shrink-0', isCurrent ? 'text-accent' : 'text-ink-3')}
      />
      <span
        className={cn(
          'min-w-0 truncate font-medium wide:flex-1',
          // On the rail the word is a tooltip, for hover and focus; it stays the link's name.
          'max-wide:pointer-events-none max-wide:absolute max-wide:left-full max-wide:z-50 max-wide:ml-2 max-wide:rounded-control max-wide:border max-wide:border-line-2 max-wide:bg-raised max-wide:px-2 max-wide:py-0.5 max-wide:text-small max-wide:font-normal max-wide:text-ink max-wide:opacity-0 max-wide:shadow-float max-wide:group-hover:opacity-100 max-wide:group-focus-visible:opacity-100',
        )}
      >
        {label}
      </span>
      {badge === null ? null : (
        <span
          className={cn(
            'text-small max-wide:absolute max-wide:-top-0.5 max-wide:right-0 max-wide:text-axis',
            isTrouble && !badge.isUnknown ? 'font-semibold text-bad' : 'text-ink-3 max-wide:hidden',
          )}
        >
          <BadgeText badge={badge} />
        </span>
      )}
    </Link>
  );
}

/** "35 MB": there is no room for a decimal that says nothing. */
const roundBytes = (bytes: number) => formatBytes(bytes).replace(/^(\d{2,})\.\d/, '$1');

/** "1.2 of 20 GB", the unit only once where both share it. */
function partText(part: number, whole: number): string {
  const [of, on] = [roundBytes(whole), roundBytes(part)];
  const unit = of.slice(of.indexOf(' '));
  return `${on.endsWith(unit) ? on.slice(0, -unit.length) : on} of ${of}`;
}

const GIGABYTE = 1_000_000_000;

/** A write-ahead log is cut to 64 MiB when it starts over; a larger one is worth a word. */
const usualLogBytes = 64 * 1024 * 1024;

function NavigationFoot({ facts }: { facts: NavFacts }) {
  const { storage, storageLimitBytes: limit, tenant, version } = facts;
  // The log comes and goes; it is space on the disk, but nothing that is kept.
  const keptBytes = storage.bytes - storage.walBytes;
  const hasLimit = limit !== null && limit > 0;
  const value = hasLimit ? partText(keptBytes, limit) : formatBytes(keptBytes);
  return (
    <div className="px-4 pt-2 pb-4 text-small text-ink-2 max-wide:hidden">
      <div className="flex justify-between gap-2">
        <span>Storage</span>
        <span className="whitespace-nowrap text-ink">{value}</span>
      </div>
      {hasLimit ? (
        <Staff
          label="Storage"
          tone="plain"
          height={5}
          value={keptBytes}
          max={limit}
          valueText={value}
          ticks={{ every: Math.max(GIGABYTE, limit / 20), middle: limit / 4, long: limit / 2 }}
          className="mt-1"
        />
      ) : null}
      {storage.walBytes > usualLogBytes ? (
        <div className="text-warn">{`+ ${roundBytes(storage.walBytes)} write-ahead log`}</div>
      ) : null}
      <div className="mt-2 truncate text-ink-3" title={tenant}>
        {tenant}
      </div>
      <div className="text-ink-3">{`Version ${version}`}</div>
    </div>
  );
}
