'use client';

import { StatusChip } from '@/components/parts/status-chip';
import { SegmentStaff, type StaffFill } from '@/components/charts/segment-staff';
import { laneStates, type LaneCounts, type LaneState } from '@/lib/connectors/connector';
import { formatCount, formatCounted } from '@/lib/text/format';

import { useConnectorSearch } from './use-connector-search';

const fills: Record<LaneState, StaffFill> = {
  idle: 'applied',
  waiting: 'unchanged',
  running: 'asked',
  retrying: 'late',
  review: 'late',
  parked: 'hollow',
};

const barFills: Record<LaneState, string> = {
  idle: 'bg-c-applied',
  waiting: 'bg-c-unchanged',
  running: 'bg-c-line',
  retrying: 'bg-c-late',
  review: 'bg-c-late',
  parked: 'border border-tick bg-face',
};

/** How many users are in each state; each leads to them. */
export function LaneStates({ lanes }: { lanes: LaneCounts }) {
  const { set } = useConnectorSearch();
  const total = laneStates.reduce((sum, state) => sum + lanes[state], 0);
  // The rare states would not be seen on the scale of the common one.
  const rare = Math.max(1, ...laneStates.filter((state) => state !== 'idle').map((state) => lanes[state]));
  return (
    <section aria-label="Users by state" className="px-5 py-4 max-rail:px-6 max-phone:px-3">
      <div className="flex items-center justify-between gap-2 pb-2 text-small text-ink-2">
        <h2>Users by state</h2>
        <span>{formatCount(total)}</span>
      </div>
      <SegmentStaff
        label="Users by state"
        total={total}
        segments={laneStates.map((state) => ({ key: state, label: state, value: lanes[state], fill: fills[state] }))}
        ticks={{ every: Math.max(1, total) / 10, middle: Math.max(1, total) / 2, long: Math.max(1, total) }}
      />
      <ul className="mt-2">
        {laneStates.map((state) => (
          <li key={state} className="flex h-7 items-center gap-3">
            <button
              type="button"
              onClick={() => set({ tab: 'users', state: [state], q: null })}
              className="flex w-28 shrink-0 rounded-chip focus-row quick hover:bg-hover"
            >
              <StatusChip vocabulary="lane" value={state} />
            </button>
            <span aria-hidden="true" className="h-2 min-w-6 flex-1 bg-sunk">
              <span
                className={`block h-full ${barFills[state]}`}
                style={{ width: `${(lanes[state] / (state === 'idle' ? Math.max(1, total) : rare)) * 100}%` }}
              />
            </span>
            <span className="min-w-10 text-right text-body font-medium">{formatCount(lanes[state])}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-small text-ink-2">
        {rare > 1
          ? `Bars below “in step” share a scale of ${formatCounted(rare, 'user')}.`
          : 'One line for each user that an event was about.'}
      </p>
    </section>
  );
}
