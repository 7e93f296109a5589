'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';

import { makeQueryClient } from '../data/query-client';
import { AnnouncerProvider } from '../ui/announcer';
import { NowProvider } from '../ui/now';
import { ToastProvider } from '../ui/toast';
import { TooltipProvider } from '../ui/tooltip';
import { ZoneProvider } from '../ui/zone';
import { type Preferences } from './preferences';
import { SessionDialog } from './session-dialog';
import { ThemeProvider } from './theme';

interface ProvidersProps {
  preferences: Preferences;
  /** The server's clock at rendering. */
  nowMs: number;
  children: ReactNode;
}

/** Everything that screens take for granted. Stands once, in the root layout. */
export function Providers({ preferences, nowMs, children }: ProvidersProps) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <ThemeProvider initialTheme={preferences.theme}>
        <ZoneProvider initialZone={preferences.zone} initialLocalTimeZone={preferences.localTimeZone}>
          <NowProvider nowMs={nowMs}>
            <AnnouncerProvider>
              <TooltipProvider>
                <ToastProvider>
                  {/* No Suspense boundary above pages: what is inside one streams, and a page that refuses would answer 200. */}
                  <NuqsAdapter>{children}</NuqsAdapter>
                  <SessionDialog />
                </ToastProvider>
              </TooltipProvider>
            </AnnouncerProvider>
          </NowProvider>
        </ZoneProvider>
      </ThemeProvider>
    </QueryClientProvider>
  );
}
