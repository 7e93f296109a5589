import { paths } from '@/lib/paths';
import { formatCount } from '@/lib/text/format';
import { sampleCommand } from '@/lib/streams/commands/first-stream';
import { type Listening as ListeningFacts, type Setup } from '@/lib/setup/setup';
import { CodeBox } from '../ui/code-box';
import { Graduation } from '../charts/graduation';
import { Needle } from '../ui/needle';
import { TextLink } from '../ui/text-link';

const width = 300;
const height = 112;

/** The needle over the last five minutes: proof that the page is alive. And a way to move it by hand. */
export function Listening({ setup }: { setup: Setup }) {
  const { listening, webhook } = setup;
  const sum = (of: 'accepted' | 'rejected') => listening.buckets.reduce((total, bucket) => total + bucket[of], 0);
  const accepted = sum('accepted');
  const rejected = sum('rejected');
  return (
    <div className="flex flex-col gap-5 px-6 py-5 max-phone:px-3">
      <section aria-label="Listening">
        <h2 className="text-heading">Listening</h2>
        <p className="mt-0.5 text-body text-ink-2">
          This needle moves the moment a request reaches the webhook, accepted or not.
        </p>
        <Trace listening={listening} />
        <dl className="mt-2 text-small">
          <Line label="Requests" value={formatCount(accepted + rejected)} />
          <Line label="Accepted" value={formatCount(accepted)} />
          <Line label="Rejected" value={formatCount(rejected)} href={rejected > 0 ? paths.rejectionsOfSetup : null} />
        </dl>
      </section>
      <section aria-label="Send one yourself" className="border-t pt-4">
        <h2 className="text-heading">Send one yourself</h2>
        <p className="mt-0.5 text-body text-ink-2">It is marked as a test, so it leaves the mirror alone.</p>
        <CodeBox
          code={sampleCommand({ webhookUrl: webhook.url, credential: webhook.credential })}
          what="command that posts a test event"
          className="mt-2"
        />
      </section>
    </div>
  );
}

function Line({ label, value, href = null }: { label: string; value: string; href?: string | null }) {
  return (
    <div className="flex h-5 items-center justify-between">
      <dt className="text-ink-2">{label}</dt>
      <dd className="font-medium">{href === null ? value : <TextLink href={href}>{value}</TextLink>}</dd>
    </div>
  );
}

function Trace({ listening: { buckets } }: { listening: ListeningFacts }) {
  const totals = buckets.map((bucket) => bucket.accepted + bucket.rejected);
  const seen = totals.reduce((sum, count) => sum + count, 0);
  return (
    <div className="mt-3">
      <div
        role="img"
        aria-label={`Requests of the last 5 minutes: ${formatCount(seen)}`}
        className="relative"
        style={{ height }}
      >
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="absolute inset-x-0 top-2 h-[calc(100%-8px)] w-full border-x border-t bg-face"
        >
          {[0.25, 0.5, 0.75].map((share) => (
            <path
              key={share}
              d={`M0 ${share * height}H${width}`}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          <path
            d={outline(totals)}
            fill="none"
            className="stroke-c-line"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <Needle className="left-full" />
      </div>
      <Graduation max={60} ticks={{ every: 1, middle: 6, long: 12 }} />
      <div aria-hidden="true" className="flex justify-between text-axis text-ink-3">
        <span>5 min ago</span>
        <span>now</span>
      </div>
    </div>
  );
}

/** A pen's line in steps, at the foot while nothing comes. */
function outline(totals: readonly number[]): string {
  const top = Math.max(4, ...totals);
  const step = width / Math.max(1, totals.length);
  const foot = height - 1;
  const parts = totals.map((count, index) => {
    const y = foot - (count / top) * (height * 0.7);
    return `V${y.toFixed(1)}H${((index + 1) * step).toFixed(1)}`;
  });
  return `M0 ${foot}${parts.join('')}`;
}
