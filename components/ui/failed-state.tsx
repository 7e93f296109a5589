'use client';

import { type ApiError } from '../data/api';
import { Banner } from './banner';
import { Button } from './button';
import { OutsideText } from './outside-text';
import { Time } from './time';

interface FailedProps {
  /** What was wanted: "The deliveries list". */
  what: string;
  error: ApiError;
  onRetry?: (() => void) | undefined;
}

function sentence(what: string, error: ApiError): string {
  return error.detail
    ? `${what} could not be loaded: ${lowerFirst(error.detail)}`
    : `${what} could not be loaded: ${lowerFirst(error.title)}.`;
}

function lowerFirst(text: string): string {
  // "Auth0 answered…" and "HTTP 500" keep their capital.
  return /^[A-Z][a-z]+\s/.test(text) && !text.startsWith('Auth0') && !text.startsWith('Streamgauge')
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

interface FailedBannerProps extends FailedProps {
  /** When the data below was loaded. */
  asOfMs?: number | undefined;
}

/** Above data that stays: what failed, since when the data is, the request id, a way to try again. */
export function FailedBanner({ what, error, onRetry, asOfMs }: FailedBannerProps) {
  return (
    <Banner
      tone="failed"
      title={<OutsideText>{sentence(what, error)}</OutsideText>}
      requestId={error.requestId}
      action={onRetry ? <Button onClick={onRetry}>Try again</Button> : undefined}
    >
      {asOfMs === undefined ? null : (
        <>
          Shown as of <Time ms={asOfMs} className="font-sans text-body" />.
        </>
      )}
    </Banner>
  );
}

/** In place of a screen that never had data. */
export function FailedState({ what, error, onRetry }: FailedProps) {
  return (
    <div role="alert" className="p-6 max-phone:p-3">
      <h2 className="text-cause">{`${what} could not be loaded`}</h2>
      <p className="mt-1 max-w-[640px] text-body text-ink-2">
        <OutsideText>{error.detail || error.title}</OutsideText>
        {error.requestId ? <code className="ml-2 text-mono">{error.requestId}</code> : null}
      </p>
      {onRetry ? (
        <Button className="mt-3" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
