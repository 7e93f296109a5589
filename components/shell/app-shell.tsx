'use client';

import { type ReactNode } from 'react';

import { type NavFacts } from '@/lib/overview/nav-facts';

import { AwayBanner } from './away-banner';
import { LiveProvider } from './live';
import { useNavFacts } from './nav-query';
import { Navigation } from './navigation';
import { PersonProvider, type ShellPerson } from './person';
import { StorageBanner } from './storage-banner';
import { TabBar } from './tab-bar';

interface AppShellProps {
  person: ShellPerson;
  /** Figures at rendering; live notices keep them fresh. */
  nav?: NavFacts | undefined;
  children: ReactNode;
}

/** The frame around every screen for someone who was let in: navigation, live connection, and the screen itself. */
export function AppShell({ person, nav, children }: AppShellProps) {
  const facts = useNavFacts(nav);
  return (
    <PersonProvider person={person}>
      <LiveProvider>
        <a
          href="#main"
          className="sr-only z-50 rounded-control bg-raised px-3 py-1.5 text-body text-accent shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to content
        </a>
        <div className="flex h-dvh overflow-hidden">
          <Navigation facts={facts} />
          <div className="flex min-w-0 flex-1 flex-col">
            <AwayBanner />
            <StorageBanner trouble={facts?.storage.trouble ?? null} />
            {children}
            <TabBar facts={facts} />
          </div>
        </div>
      </LiveProvider>
    </PersonProvider>
  );
}
