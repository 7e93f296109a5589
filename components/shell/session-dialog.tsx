'use client';

import { useState, useSyncExternalStore } from 'react';

import { sessionExpiry } from '../data/session-expiry';
import { Button, ButtonLink } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { paths } from '@/lib/paths';

/** Says that the session ended without taking the work off the screen; signing in again comes back to it. */
export function SessionDialog() {
  const isExpired = useSyncExternalStore(sessionExpiry.subscribe, sessionExpiry.isExpired, () => false);
  const [isPutOff, setIsPutOff] = useState(false);
  // "Not now" was said of one expiry: the next one is told again.
  if (!isExpired && isPutOff) setIsPutOff(false);
  return (
    <Dialog
      open={isExpired && !isPutOff}
      onOpenChange={(open) => setIsPutOff(!open)}
      title="Session expired"
      description="What is on the screen stays, but it is not up to date any more. Sign in again to go on where you are."
      footer={
        <>
          <Button onClick={() => setIsPutOff(true)}>Not now</Button>
          {isExpired ? <SignInAgain /> : null}
        </>
      }
    />
  );
}

function SignInAgain() {
  // Rendered in the browser only: the dialog opens after an answer came.
  const here = `${window.location.pathname}${window.location.search}`;
  return (
    <ButtonLink external variant="primary" href={paths.login(here)}>
      Sign in again
    </ButtonLink>
  );
}
