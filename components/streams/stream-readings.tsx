'use client';

import { type ReactNode } from 'react';

import { EventTypeIcon } from '@/components/parts/event-type';
import { ButtonLink } from '@/components/ui/button';
import { MeterRow } from '@/components/charts/meter-row';
import { LimitStaff } from '@/components/charts/limit-staff';
import { DisablingForecast } from '@/components/parts/disabling-forecast';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { paths } from '@/lib/paths';
import { formatCount, formatCounted, formatLatency, formatPercent } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';

interface StreamReadingsProps {
  answer: StreamDetailAnswer;
  onAllSubscriptions: () => void;
  isTesting: boolean;
}

/** The right column: failures, the two limits, the lag, the subscriptions. */
export function StreamReadings({ answer, onAllSubscriptions, isTesting }: StreamReadingsProps) {
  return (
    <aside
      aria-label="Readings"
      className="w-[372px] shrink-0 border-l max-rail:w-full max-rail:border-t max-rail:border-l-0"
    >
      {answer.failedNow > 0 ? <FailedNow answer={answer} isTesting={isTesting} /> : null}
      {answer.failuresKnown ? <Limits answer={answer} /> : <Unknown answer={answer} />}
      {answer.lag === null ? null : <Lag lag={answer.lag} />}
      <Subscriptions types={answer.stream.subscriptions} onAll={onAllSubscriptions} />
    </aside>
  );
}

function Part({ title, aside, children }: { title: string; aside?: string | undefined; children: ReactNode }) {
  return (
    <section className="border-b px-5 py-4 last:border-b-0 max-rail:px-6 max-phone:px-3">
      <div className="flex items-center justify-between gap-2 text-small text-ink-2">
        <h2>{title}</h2>
        {aside === undefined ? null : <span>{aside}</span>}
      </div>
      {children}
    </section>
  );
}

function FailedNow({ answer, isTesting }: { answer: StreamDetailAnswer; isTesting: boolean }) {
  const { why, stream } = answer;
  return (
    <Part title={why === null ? 'Failed at Auth0 now' : 'Why it fails'} aside={why?.confidence}>
      {why === null ? null : (
        <p className="mt-1 text-body">
          <span className="font-medium">
            <OutsideText>{why.title}</OutsideText>.
          </span>{' '}
          {why.explanation}
        </p>
      )}
      <p className={why === null ? 'mt-1 text-body' : 'mt-1 text-small text-ink-2'}>
        {`${formatCounted(answer.failedNow, 'delivery', 'deliveries')} failed`}
        {answer.oldestFailedMs === null ? null : (
          <>
            , the oldest <Time ms={answer.oldestFailedMs} mode="relative" />
          </>
        )}
        {otherCausesText(why)}. Auth0 does not retry them.
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        {why === null ? null : (
          <ButtonLink
            variant={isTesting ? 'plain' : 'primary'}
            href={paths.explainedCauseOfStream(stream.id, why.causeKey)}
          >
            Explain
          </ButtonLink>
        )}
        <ButtonLink
          variant={isTesting || why !== null ? 'plain' : 'primary'}
          href={paths.deliveriesOfStream(stream.id)}
        >
          Open failed deliveries
        </ButtonLink>
      </div>
    </Part>
  );
}

function otherCausesText(why: StreamDetailAnswer['why']): string {
  if (why === null || why.otherCauses === 0) return '';
  return `, ${formatCount(why.count)} of them for this, the others for ${formatCounted(why.otherCauses, 'other cause')}`;
}

function Limits({ answer }: { answer: StreamDetailAnswer }) {
  const { failedNow, sinceLastArrival, limits } = answer;
  return (
    <>
      <Forecast answer={answer} />
      <Limit title="Total failed" value={failedNow} limit={limits.total} />
      {sinceLastArrival === null ? null : (
        <Limit title="Failed since the last arrival" value={sinceLastArrival} limit={limits.inARow} />
      )}
    </>
  );
}

function Forecast({ answer: { stream, failedNow, forecastAtMs } }: { answer: StreamDetailAnswer }) {
  if (stream.status !== 'enabled' || failedNow === 0) return null;
  return (
    <Part title="Forecast" aside="from the last 15 min">
      <DisablingForecast atMs={forecastAtMs} />
    </Part>
  );
}

function Unknown({ answer: { limits } }: { answer: StreamDetailAnswer }) {
  return (
    <Part title="Total failed" aside={`limit ${formatCount(limits.total)}`}>
      <p className="mt-1 text-body text-ink-2">
        Not known: Auth0’s list of failed deliveries of this event stream could not be read.
      </p>
    </Part>
  );
}

function Limit({ title, value, limit }: { title: string; value: number; limit: number }) {
  return (
    <Part title={title} aside={`limit ${formatCount(limit)}`}>
      <div className="mb-1 flex items-baseline gap-1.5">
        <span className="text-reading">{formatCount(value)}</span>
        <span className="text-body text-ink-2">{formatPercent(value / limit)}</span>
      </div>
      <LimitStaff label={title} value={value} limit={limit} />
    </Part>
  );
}

function Lag({ lag }: { lag: NonNullable<StreamDetailAnswer['lag']> }) {
  const rows = [
    { label: 'p50', ms: lag.p50Ms },
    { label: 'p95', ms: lag.p95Ms },
  ];
  return (
    <Part title="Emitted to received, last 24 h" aside={`newest ${formatCounted(lag.events, 'event')}`}>
      <div className="mt-1">
        {rows.map(({ label, ms }) => (
          <MeterRow key={label} label={label} value={ms} max={Math.max(1, lag.p95Ms)} valueText={formatLatency(ms)} />
        ))}
      </div>
    </Part>
  );
}

const typesShown = 6;

function Subscriptions({ types, onAll }: { types: readonly string[]; onAll: () => void }) {
  const more = types.length - typesShown;
  return (
    <Part title="Subscriptions" aside={formatCount(types.length)}>
      <ul className="mt-1">
        {types.slice(0, typesShown).map((type) => (
          <li key={type} className="flex h-6 items-center gap-2 text-body">
            <EventTypeIcon type={type} />
            <span className="truncate" title={visibleText(type)}>
              <OutsideText>{type}</OutsideText>
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <TextButton onClick={onAll}>{`${formatCount(more)} more`}</TextButton> : null}
    </Part>
  );
}
