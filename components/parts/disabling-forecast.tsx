import { Time } from '../ui/time';

/** When Auth0 disables an event stream if failures go on as in the last 15 minutes. Without a rising rate there is none, and it says so. */
export function DisablingForecast({ atMs }: { atMs: number | null }) {
  if (atMs === null) return <p className="mt-1 text-body text-ink-2">Not rising: no disabling is near.</p>;
  return (
    <p className="mt-1 text-body font-medium text-bad">
      {'Disabled by Auth0 at about '}
      <span className="[&_time]:font-sans [&_time]:text-body">
        <Time ms={atMs} mode="minute" />
      </span>
      {' if this goes on'}
    </p>
  );
}
