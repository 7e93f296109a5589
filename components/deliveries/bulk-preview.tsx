'use client';

import { CircleSlash } from 'lucide-react';
import { type ReactNode } from 'react';

import { EventTypeIcon } from '@/components/parts/event-type';
import { cn } from '@/components/ui/cn';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { OutsideText } from '@/components/ui/outside-text';
import { Time } from '@/components/ui/time';
import { type RedeliveryPreview, type Tally } from '@/lib/jobs/job-answers';
import { aboutText, rateText } from '@/lib/jobs/job-progress';
import { type RedeliveryPlan } from '@/lib/jobs/redelivery-plan';
import { formatCount, formatCounted } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { type BulkRequest } from './bulk-request';
import { PlanMeter } from './plan-meter';

interface BulkPreviewProps {
  preview: RedeliveryPreview;
  by: BulkRequest['by'];
  /** What a person should know before the numbers. */
  note?: ReactNode;
}

/** What would be requested, split up, what would not and why, and how it would run. */
export function BulkPreview({ preview, by, note }: BulkPreviewProps) {
  return (
    <>
      <Headline preview={preview} by={by} />
      {note}
      <Split title="By event stream" tallies={preview.byStream} of={preview.eligible} />
      <Split
        title="By type"
        tallies={preview.byType}
        of={preview.eligible}
        markOf={({ key }) => <EventTypeIcon type={key} />}
      />
      <Split title="By cause" tallies={preview.byCause} of={preview.eligible} fill="bg-c-error" />
      <NotEligible tallies={preview.notEligible} />
      {preview.eligible === 0 ? null : <HowItRuns preview={preview} />}
    </>
  );
}

function Headline({ preview: { eligible, total, countedAtMs }, by }: Omit<BulkPreviewProps, 'note'>) {
  return (
    <div className="border-b px-5 py-4 max-phone:px-3">
      <h3 className="text-sentence">
        {eligible === 0 ? 'Nothing to request' : `Request ${formatCounted(eligible, 'redelivery', 'redeliveries')}`}
      </h3>
      <p className="mt-0.5 text-body text-ink-2">
        {eligible === 0
          ? `None of ${formatCount(total)} ${by} can be requested now. `
          : `of ${formatCount(total)} ${by}. `}
        Counted at <Time ms={countedAtMs} className="font-sans text-body" />; what fails later is not included.
      </p>
    </div>
  );
}

function Part({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b px-5 py-3 last:border-b-0 max-phone:px-3">
      <div className="flex justify-between text-small text-ink-2">
        <h3>{title}</h3>
        {aside === undefined ? null : <span className="text-body font-medium text-ink">{aside}</span>}
      </div>
      {children}
    </section>
  );
}

interface SplitProps {
  title: string;
  tallies: readonly Tally[];
  /** All of them together. */
  of: number;
  fill?: string;
  markOf?: (tally: Tally) => ReactNode;
}

function Split({ title, tallies, of, fill = 'bg-c-unchanged', markOf }: SplitProps) {
  if (tallies.length === 0) return null;
  return (
    <Part title={title}>
      <ul className="mt-0.5">
        {tallies.map((tally) => (
          <li key={tally.key} className="flex h-6 items-center gap-2 text-body">
            {markOf?.(tally)}
            <span className="min-w-0 flex-1 truncate" title={visibleText(tally.name)}>
              <OutsideText>{tally.name}</OutsideText>
            </span>
            <span aria-hidden="true" className="h-2 w-[88px] shrink-0 bg-sunk">
              <span
                className={cn('block h-full min-w-px', fill)}
                style={{ width: `${Math.min(100, (tally.count / Math.max(1, of)) * 100)}%` }}
              />
            </span>
            <span className="min-w-10 shrink-0 text-right font-medium">{formatCount(tally.count)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function NotEligible({ tallies }: { tallies: readonly Tally[] }) {
  if (tallies.length === 0) return null;
  return (
    <Part title="Not eligible" aside={formatCount(tallies.reduce((sum, { count }) => sum + count, 0))}>
      <ul className="mt-0.5">
        {tallies.map(({ key, name, count }) => (
          <li key={key} className="flex min-h-6 items-center gap-2 text-body text-ink-2">
            <CircleSlash aria-hidden="true" size={14} strokeWidth={2.1} className="shrink-0 text-ink-3" />
            <OutsideText className="min-w-0 flex-1">{name}</OutsideText>
            <span className="shrink-0">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function HowItRuns({ preview }: { preview: RedeliveryPreview }) {
  const { plan, canaries, askingMs, perSecond } = preview;
  return (
    <Part title="How it runs">
      {plan === null ? null : <PlanMeter plan={plan} />}
      <p className="mt-1.5 text-body">
        One event for each event stream and cause is tried first; a cause whose event fails again is dropped. A slice is
        what a filter of Auth0 names exactly, requested together.
      </p>
      <DefinitionList className="mt-2">
        {plan === null ? <Def label="Tried first">{formatCounted(canaries, 'event')}</Def> : null}
        <Def label="Time">
          {askingMs === null || perSecond === null
            ? 'not known yet'
            : `${aboutText(askingMs)} at ${rateText(perSecond)}${plan === null ? ', one by one' : ''}`}
        </Def>
        {plan === null ? null : <Def label="Auth0 requests">{requestsText(plan, preview.requestsLeft)}</Def>}
        <Def label="Live events">wait up to 7 s behind each that fails again</Def>
      </DefinitionList>
    </Part>
  );
}

/** "30, of them 4 slices · 38 left now". */
function requestsText({ requests, slices }: RedeliveryPlan, left: number | null): string {
  const cut = slices.length === 0 ? '' : `, with ${formatCounted(slices.length, 'slice')}`;
  return `${formatCount(requests)}${cut}${left === null ? '' : ` · ${formatCount(left)} left now`}`;
}
