'use client';

import { Button } from '@/components/ui/button';

/** Shown when a page failed on the server. The digest is what the log calls this failure. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" className="flex min-h-dvh flex-col items-start justify-center gap-3 p-6">
      <h1 className="text-sentence">This page could not be shown</h1>
      <p className="text-body text-ink-2">
        Nothing was changed.{' '}
        {error.digest !== undefined && (
          <>
            The log calls it <code className="text-mono">{error.digest}</code>.
          </>
        )}
      </p>
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}
