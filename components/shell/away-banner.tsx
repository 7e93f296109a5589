'use client';

import { useOffline } from 'next/offline';

import { Banner } from '../ui/banner';

/** Above every screen while a page was asked for and the server does not answer; the page opens once it does. */
export function AwayBanner() {
  if (!useOffline()) return null;
  return (
    <Banner tone="failed" title="The server does not answer.">
      What is shown stays. A page that you have opened comes as soon as the server is back.
    </Banner>
  );
}
