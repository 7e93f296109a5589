'use client';

import { type ApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { FailedState } from '@/components/ui/failed-state';

interface StreamsRefusedProps {
  what: string;
  error: ApiError;
  onRetry: () => void;
}

const scopePattern = /[a-z]+:[a-z_]+/;

/** No event streams to show, and why. A missing scope is named, with the place where it is granted. */
export function StreamsRefused({ what, error, onRetry }: StreamsRefusedProps) {
  const scope = error.status === 403 ? scopePattern.exec(error.detail)?.[0] : undefined;
  if (scope === undefined) return <FailedState what={what} error={error} onRetry={onRetry} />;
  return (
    <div role="alert" className="max-w-[700px] p-6 max-phone:p-3">
      <h2 className="text-cause">
        The scope <code className="font-mono text-[13px]">{scope}</code> is missing
      </h2>
      <p className="mt-1 text-body text-ink-2">
        The Management API application may not read event streams. In Auth0 open Applications, APIs, Auth0 Management
        API, Machine to Machine Applications, unfold the application this app uses, tick{' '}
        <code className="text-mono text-ink">{scope}</code> and update. Events and users do not need it and go on.
        {error.requestId === null ? null : <code className="ml-2 text-mono">{error.requestId}</code>}
      </p>
      <Button className="mt-3" onClick={onRetry}>
        Check again
      </Button>
    </div>
  );
}
