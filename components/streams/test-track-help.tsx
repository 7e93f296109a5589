import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/paths';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';

/** What to look at when a test event has not come after a minute, the likeliest first. */
export function TestTrackHelp({ stream: { stream, webhookUrl } }: { stream: StreamDetailAnswer }) {
  return (
    <div className="mt-3 text-body text-ink-2">
      <p className="font-medium text-ink">It has not arrived after 60 s. Look at these, in this order:</p>
      <ol className="mt-1 list-decimal pl-5">
        {stream.status === 'enabled' ? null : <li>The event stream is disabled: Auth0 sends nothing through it.</li>}
        <li>
          Whether the attempt failed:{' '}
          <TextLink inText href={paths.deliveriesOfStream(stream.id)}>
            failed deliveries of this event stream
          </TextLink>
          . A 401 there means that its credential is not the one this app expects.
        </li>
        <li>
          Whether a request was refused here: the{' '}
          <TextLink inText href={paths.overview}>
            overview
          </TextLink>{' '}
          counts rejected requests.
        </li>
        <li>
          Whether Auth0 can reach <code className="text-mono break-all">{webhookUrl}</code> from the internet; an
          address on this machine needs a tunnel.
        </li>
      </ol>
      <p className="mt-1">This keeps listening; the clock stops when it comes.</p>
    </div>
  );
}
