'use client';

import { Gauge } from 'lucide-react';
import { paths } from '@/lib/paths';
import { formatClock, formatCount, formatCounted, formatDuration, formatRecent } from '@/lib/text/format';
import { type ConcernFacts } from '@/lib/concerns/concern-facts';
import { type Overview } from '@/lib/overview/overview';
import { isolatedText } from '@/lib/text/outside-text';
import { limitNoun, streamNearestLimit, usedPercent } from '@/lib/concerns/stream-risk';
import { isAtRisk, nearerLimit, publishedLimits } from '@/lib/streams/failure-budget';
import { Chip } from '../ui/chip';
import { useNow } from '../ui/now';
import { Reading } from '../ui/page-parts';
import { Sparkline } from '../charts/sparkline';
import { Staff } from '../charts/staff';
import { TextLink } from '../ui/text-link';
import { useZone } from '../ui/zone';
import { dayMs, minuteMs } from '@/lib/spans';

/** Four figures on one baseline, each with its own small graph. */
export function ReadOut({ overview }: { overview: Overview }) {
  const { facts } = overview;
  return (
    <section
      aria-label="Readings"
      className="grid grid-cols-[336px_284px_minmax(0,1fr)_284px] border-y *:border-l *:first:border-l-0 max-wide:grid-cols-2 max-wide:*:nth-[3]:border-t max-wide:*:nth-[3]:border-l-0 max-wide:*:nth-[4]:border-t max-phone:*:nth-[4]:border-l-0 max-phone:*:nth-[n+3]:col-span-2"
    >
      <Received received={overview.received} />
      <Failed facts={facts} />
      <Budget facts={facts} />
      <Mirror users={overview.users} />
    </section>
  );
}

function Received({ received: { lastDay, rejectedLastDay, trace } }: { received: Overview['received'] }) {
  return (
    <Reading
      label="Received, last 24 h"
      value={formatCount(lastDay)}
      className="pl-6"
      foot={
        <span className="whitespace-nowrap">
          <span className={lastDay > 0 ? 'text-ok' : undefined}>{lastDay > 0 ? 'all stored' : 'nothing yet'}</span>
          {rejectedLastDay === 0 ? null : (
            <>
              {' · '}
              <TextLink href={paths.rejections}>{`${formatCounted(rejectedLastDay, 'request')} rejected`}</TextLink>
            </>
          )}
        </span>
      }
      graph={
        <Sparkline
          label={`Events received over the last 24 h, at most ${formatCounted(Math.max(0, ...trace), 'event')} in half an hour`}
          values={trace}
          width={84}
          className="max-phone:hidden"
        />
      }
    />
  );
}

const causeWords = new Map([
  ['connect', 'refused'],
  ['timeout', 'timeout'],
  ['unknown', 'other'],
]);

/** Whether every event stream was asked for its failures; a tenant without any has none. */
function areFailuresRead({ failed, streams: { streams } }: ConcernFacts): boolean {
  return streams !== null && (streams.length === 0 || failed.polls.checkedAtMs !== null);
}

function Failed({ facts }: { facts: ConcernFacts }) {
  const { failed, streams } = facts;
  const nowMs = useNow();
  const { timeZone } = useZone();
  const label = 'Failed at Auth0 now';
  if (!streams.configured) return <Reading label={label} value="–" foot="Management API not configured" />;
  const { checkedAtMs, failure } = failed.polls;
  const isUnknown = failed.total === 0 && !areFailuresRead(facts);
  const oldest = failed.oldestMs === null ? 'nothing to retry' : `oldest ${wholeMinutes(nowMs - failed.oldestMs)}`;
  // Seconds count here: this is how old the figure above is.
  const checkedText = (ms: number) =>
    nowMs - ms < dayMs ? formatClock(ms, timeZone) : formatRecent(ms, { nowMs, timeZone });
  const checked = checkedAtMs === null ? '' : `${failure === null ? 'checked' : 'as of'} ${checkedText(checkedAtMs)}`;
  return (
    <Reading
      label={label}
      value={isUnknown ? '–' : formatCount(failed.total)}
      tone={failed.total > 0 ? 'bad' : 'plain'}
      foot={
        <span className="flex flex-col whitespace-nowrap">
          <span>{isUnknown ? 'not read yet' : oldest}</span>
          {isUnknown || checked === '' ? null : <span>{checked}</span>}
        </span>
      }
      graph={
        failed.causes.length === 0 ? undefined : (
          <div className="w-[132px] max-phone:hidden">
            {failed.causes.slice(0, 3).map(({ key, count }) => (
              <CauseMeter
                key={key}
                label={causeWords.get(key) ?? key.replace('http-', '')}
                count={count}
                total={failed.total}
              />
            ))}
          </div>
        )
      }
    />
  );
}

/** "9 h 50 min", "20 min": seconds would tick for nothing. */
function wholeMinutes(ms: number): string {
  return formatDuration(Math.max(1, Math.floor(ms / minuteMs)) * minuteMs, 'whole');
}

function CauseMeter({ label, count, total }: { label: string; count: number; total: number }) {
  return (
    <div className="flex h-[18px] items-center gap-2 text-small text-ink-2">
      <span className="w-12 shrink-0 truncate">{label}</span>
      <span aria-hidden="true" className="h-2 flex-1 bg-sunk">
        <span
          className="block h-full min-w-px bg-c-error"
          style={{ width: `${(count / Math.max(1, total)) * 100}%` }}
        />
      </span>
      <span className="min-w-7 text-right">{formatCount(count)}</span>
    </div>
  );
}

/** All event streams have the limits of the settings. */
const limitsOf = ({ streams: { streams } }: ConcernFacts) => streams?.[0]?.limits ?? publishedLimits;

function Budget({ facts }: { facts: ConcernFacts }) {
  const stream = streamNearestLimit(facts);
  const reading = nearerLimit(stream ?? { failedNow: 0, sinceLastArrival: null, limits: limitsOf(facts) });
  const { value, limit } = reading;
  const isKnown = stream !== null || areFailuresRead(facts);
  const ofLimit = `of ${formatCount(limit)} ${limitNoun(reading)}`;
  return (
    <div className="flex min-h-[106px] min-w-0 flex-col px-5 py-3 max-wide:pl-6 max-phone:px-3">
      <div className="flex h-5 items-center justify-between gap-2">
        <span className="truncate text-small text-ink-2">
          Failure budget{stream === null ? '' : ` of “${isolatedText(stream.name)}”`}
        </span>
        {stream === null || !isAtRisk(stream) ? null : (
          <Chip icon={Gauge} tone="warn" filled>
            {`at risk ${usedPercent(stream)}`}
          </Chip>
        )}
      </div>
      <div className="mt-1 flex items-baseline gap-1.5">
        <span className="text-reading">{isKnown ? formatCount(value) : '–'}</span>
        <span className="truncate text-body text-ink-2">{ofLimit}</span>
      </div>
      <Staff
        label="Failure budget"
        value={value}
        max={limit}
        valueText={isKnown ? `${formatCount(value)} ${ofLimit}` : 'not known'}
        limits
      />
    </div>
  );
}

function Mirror({ users: { live, deleted } }: { users: Overview['users'] }) {
  return (
    <Reading
      label="Mirror"
      value={formatCount(live)}
      unit={live === 1 ? 'user' : 'users'}
      foot={
        deleted === 0 ? (
          <TextLink href={paths.users}>{live === 0 ? 'none yet' : 'all live'}</TextLink>
        ) : (
          <TextLink href={paths.deletedUsers}>{`${formatCount(deleted)} deleted`}</TextLink>
        )
      }
    />
  );
}
