'use client';

import { UserPen } from 'lucide-react';
import { type ReactNode } from 'react';
import { FilterMenuSpecimen, JobDialogs, SelectionBars } from './live-specimens';
import { sampleChange, sampleMs } from './samples';
import { type ProbeAnswer } from '@/lib/deliveries/probe';
import { outcomes } from '@/lib/events/outcome';
import { BoundsForm } from '../parts/bounds-form';
import { DisablingForecast } from '../parts/disabling-forecast';
import { EventType, EventTypeIcon } from '../parts/event-type';
import { FieldDiff, InlineChange } from '../parts/field-diff';
import { ProbeRows } from '../parts/probe-rows';
import { DeliveryChip, OutcomeChip, ReceiptChip, StatusChip, StreamChip } from '../parts/status-chip';
import { statusWords } from '../parts/status-words';
import { ChangedElsewhere, streamChangeText } from '../parts/stream-change-words';
import { Swatch } from '../parts/swatch';
import { Timeline, TimelineDay, TimelineItem } from '../parts/timeline';
import { TopicIcon } from '../parts/topic-icon';
import { TimelineArrow } from '../parts/timeline-arrow';
import { TwoSidedTimeline } from '../parts/two-sided-timeline';

const changes = [
  { field: 'email', before: 'ada@example.test', after: 'ada.lovelace@example.test' },
  { field: 'nickname', after: 'ada' },
  { field: 'user_metadata.city', before: 'London' },
];

const probe: ProbeAnswer = {
  streamId: 'est_a',
  address: 'https://gauge.example.com/webhook',
  pointsHere: true,
  atMs: 0,
  totalMs: 39,
  isHealthy: false,
  steps: [
    { layer: 'dns', result: 'ok', finding: 'gauge.example.com → 203.0.113.24', startMs: 0, tookMs: 3 },
    { layer: 'tcp', result: 'ok', finding: 'port 443 open', startMs: 3, tookMs: 11 },
    { layer: 'tls', result: 'failed', finding: 'the certificate has expired', startMs: 14, tookMs: 19 },
    { layer: 'http', result: 'skipped', finding: 'not asked', startMs: 33, tookMs: 0 },
  ],
};

/** Parts that speak of the domain. */
export const partSpecimens: Record<string, ReactNode> = {
  'parts/disabling-forecast': [sampleMs, null].map((atMs) => <DisablingForecast key={atMs} atMs={atMs} />),
  'parts/event-type': ['user.created', 'organization.member.added', 'future.thing'].map((type) => (
    <span key={type} className="inline-flex items-center gap-2">
      <EventTypeIcon type={type} />
      <EventType type={type} max={20} />
    </span>
  )),
  'parts/field-diff': (
    <div className="w-full">
      <FieldDiff changes={changes} hidden={[{ field: 'last_login', after: 'now' }]} />
      <InlineChange change={{ field: 'email', before: 'a@example.test', after: 'b@example.test' }} />
    </div>
  ),
  'parts/bounds-form': <BoundsForm bounds={{ from: 0, to: null }} onApply={() => undefined} />,
  'parts/filter-menu': <FilterMenuSpecimen />,
  'parts/job-dialog': <JobDialogs />,
  'parts/probe-rows': (
    <div className="w-full">
      <ProbeRows probe={probe} />
    </div>
  ),
  'parts/selection-bar': <SelectionBars />,
  'parts/status-chip': (
    <>
      {(['job', 'result', 'connector', 'lane', 'call'] as const).map((vocabulary) =>
        [...statusWords[vocabulary].keys()].map((word) => (
          <StatusChip key={`${vocabulary} ${word}`} vocabulary={vocabulary} value={word} />
        )),
      )}
      {outcomes.map((outcome) => (
        <OutcomeChip key={outcome} outcome={outcome} />
      ))}
      {[204, 401, 400, 413, 415, 503].map((status) => (
        <ReceiptChip key={status} status={status} />
      ))}
      {[...statusWords.delivery.keys()].map((state) => (
        <DeliveryChip key={state} state={state} times={2} detail="12 s" />
      ))}
      {[...statusWords.stream.keys(), 'a word of Auth0'].map((status) => (
        <StreamChip key={status} status={status} percent="76 %" />
      ))}
    </>
  ),
  'parts/swatch': [...outcomes, 'failed' as const].map((outcome) => <Swatch key={outcome} outcome={outcome} />),
  'parts/topic-icon': (['healthy', 'risk', 'failed', 'job'] as const).map((topic) => (
    <TopicIcon key={topic} topic={topic} tone={topic === 'healthy' ? 'ok' : 'bad'} />
  )),
  'parts/stream-change-words': (
    <p className="text-body">
      {streamChangeText(sampleChange)} <ChangedElsewhere change={sampleChange} />
    </p>
  ),
  'parts/timeline': (
    <Timeline label="History">
      <TimelineDay>Fri 21 Aug</TimelineDay>
      <TimelineItem time="14:00:02" icon={UserPen} tone="ok" aside="version 3" note="user_metadata.city">
        Changed
      </TimelineItem>
      <TimelineItem time="13:58:40" icon={UserPen} tone="bad">
        Could not be applied
      </TimelineItem>
    </Timeline>
  ),
  'parts/timeline-arrow': (['failed', 'accepted', 'asked', 'plain'] as const).map((tone) => (
    <TimelineArrow key={tone} points="right" tone={tone} dashed={tone === 'asked'} className="w-24" />
  )),
  'parts/two-sided-timeline': (
    <div className="w-full">
      <TwoSidedTimeline
        day="Fri 21 Aug"
        rows={[
          {
            kind: 'step',
            key: 'failed',
            time: '14:00:00',
            auth0: { title: 'Attempt failed', detail: '503', arrow: { points: 'right', tone: 'failed' } },
          },
          { kind: 'wait', key: 'wait', text: '7 s' },
          {
            kind: 'step',
            key: 'arrived',
            time: '14:00:07',
            auth0: { title: 'Attempt', arrow: { points: 'right', tone: 'accepted' } },
            ours: { title: 'Received', detail: '204' },
          },
        ]}
      />
    </div>
  ),
};
