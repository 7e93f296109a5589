'use client';

import { Menu as MenuIcon } from 'lucide-react';
import Link from 'next/link';

import { visibleText } from '@/lib/text/outside-text';

import { cn } from '../ui/cn';
import { Menu } from '../ui/menu';
import { OutsideText } from '../ui/outside-text';
import { ThemeSwitch, ZoneSwitch } from './display-switches';
import { JobIndicator } from './job-indicator';
import { LiveStateButton } from './live-state';
import { useNavFacts } from './nav-query';
import { usePerson } from './person';
import { PersonMenu } from './person-menu';
import { PlaceItems } from './place-items';
import { placesOf } from './places';

export interface PathStep {
  href: string;
  label: string;
}

interface HeaderBarProps {
  title: string;
  path?: readonly PathStep[] | undefined;
  mono?: boolean | undefined;
}

/** Title or path at the left; running jobs, live state, zone, theme and person at the right. 48 px at every width. */
export function HeaderBar({ title, path = [], mono }: HeaderBarProps) {
  const person = usePerson();
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b bg-face pr-6 pl-6 max-phone:gap-1 max-phone:pr-3 max-phone:pl-2">
      {person ? <PlacesMenu /> : null}
      <h1 className="flex min-w-0 flex-1 items-baseline gap-1 text-title whitespace-nowrap">
        {path.map((step) => (
          <span key={step.href} className="shrink-0 font-normal text-ink-2 max-phone:sr-only">
            <Link href={step.href} className="rounded-chip quick hover:text-accent">
              {step.label}
            </Link>
            {' / '}
          </span>
        ))}
        <span className={cn('min-w-0 truncate', mono && 'font-mono text-[14px]')} title={visibleText(title)}>
          <OutsideText>{title}</OutsideText>
        </span>
      </h1>
      {person ? <HeaderTools /> : null}
      {person ? <PersonMenu person={person} /> : null}
    </header>
  );
}

function HeaderTools() {
  const facts = useNavFacts();
  return (
    <>
      <JobIndicator jobs={facts?.jobs ?? []} className="max-phone:hidden" />
      <LiveStateButton lastEventMs={facts?.lastEventMs ?? null} />
      <ZoneSwitch className="max-rail:hidden" />
      <ThemeSwitch className="max-rail:hidden" />
    </>
  );
}

function PlacesMenu() {
  const facts = useNavFacts();
  return (
    <span className="phone:hidden">
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label="Menu"
            className="flex size-8 items-center justify-center rounded-control text-ink-2 quick hover:bg-hover"
          >
            <MenuIcon aria-hidden="true" size={16} strokeWidth={1.75} />
          </button>
        }
      >
        <PlaceItems places={placesOf(facts)} facts={facts} />
      </Menu>
    </span>
  );
}
