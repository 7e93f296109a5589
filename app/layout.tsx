import { type Metadata, type Viewport } from 'next';
import { cookies } from 'next/headers';
import { type ReactNode } from 'react';
import { fontVariables } from '@/components/shell/fonts';
import { Providers } from '@/components/shell/providers';
import { readPreferences } from '@/components/shell/preferences';
import { requestTimeMs } from '@/lib/server/process/request-time';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Streamgauge', template: '%s · Streamgauge' },
  description: 'Event streams, deliveries and mirrored users of an Auth0 tenant.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfdfe' },
    { media: '(prefers-color-scheme: dark)', color: '#11181d' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const preferences = readPreferences((name) => jar.get(name)?.value);
  return (
    <html lang="en" data-theme={preferences.theme} className={fontVariables}>
      <body>
        <Providers preferences={preferences} nowMs={requestTimeMs()}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
