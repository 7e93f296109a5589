import { type ReactNode } from 'react';

import { cn } from '../ui/cn';
import { TimelineArrow, type TimelineArrowLook } from './timeline-arrow';

/** What one side did: a line, and a second in small letters. */
export interface TimelineSide {
  title: ReactNode;
  detail?: ReactNode;
  arrow?: TimelineArrowLook | undefined;
}

/** `step` is something that happened at a time; `wait` is the silence between two steps, in words; `day` begins another day. */
export type TwoSidedRow =
  | { kind: 'step'; key: string; time: ReactNode; auth0?: TimelineSide | undefined; ours?: TimelineSide | undefined }
  | { kind: 'wait'; key: string; text: string }
  | { kind: 'day'; key: string; day: ReactNode };

/** Rows in which our side kept nothing: hatched, with the reason, or an empty half would look like a fault of the page. */
export interface TimelineVoid {
  fromKey: string;
  toKey: string;
  title: string;
  detail?: string | undefined;
}

interface TwoSidedTimelineProps {
  /** Day of the first row, at the head of the time column. */
  day: ReactNode;
  rows: readonly TwoSidedRow[];
  voids?: readonly TimelineVoid[] | undefined;
}

const columns = 'grid grid-cols-[minmax(0,1fr)_104px_minmax(0,1fr)]';
const leftSide = 'min-w-0 pr-11 text-right max-phone:pr-2';
const rightSide = 'min-w-0 pl-11 max-phone:pl-2';

/** What Auth0 did at the left, what we did at the right, the time between them; arrows point the way a message went. */
export function TwoSidedTimeline({ day, rows, voids = [] }: TwoSidedTimelineProps) {
  return (
    <div>
      <div className={cn(columns, 'h-10 items-center border-b text-heading')}>
        <span className={leftSide}>Auth0</span>
        <span className="text-center text-small font-normal text-ink-2">{day}</span>
        <span className={rightSide}>Streamgauge</span>
      </div>
      <ol aria-label="What both sides did" className={cn(columns, 'relative pt-3')}>
        {rows.map((row, index) =>
          row.kind === 'step' ? (
            <StepRow key={row.key} row={index + 1} step={row} isLast={index === rows.length - 1} />
          ) : (
            <BetweenRow key={row.key} row={index + 1} isTall={row.kind === 'wait'}>
              {row.kind === 'wait' ? row.text : row.day}
            </BetweenRow>
          ),
        )}
        {voids.map((field) => (
          <VoidField key={field.fromKey} field={field} rows={rows} />
        ))}
      </ol>
    </div>
  );
}

interface BetweenRowProps {
  row: number;
  isTall: boolean;
  children: ReactNode;
}

function BetweenRow({ row, isTall, children }: BetweenRowProps) {
  return (
    <li className={cn('col-[1/4] grid grid-cols-subgrid', isTall ? 'h-10' : 'h-8')} style={{ gridRow: row }}>
      <span className="relative col-span-3 flex items-center justify-center">
        <span aria-hidden="true" className="absolute inset-y-0 w-px bg-line-2" />
        <span className="relative bg-face px-2 py-0.5 text-small text-ink-2">{children}</span>
      </span>
    </li>
  );
}

interface StepRowProps {
  row: number;
  step: Extract<TwoSidedRow, { kind: 'step' }>;
  isLast: boolean;
}

function StepRow({ row, step, isLast }: StepRowProps) {
  const { auth0, ours, time } = step;
  const isTall = auth0?.detail !== undefined || ours?.detail !== undefined;
  return (
    <li className={cn('col-[1/4] grid grid-cols-subgrid', isTall ? 'min-h-12' : 'min-h-8')} style={{ gridRow: row }}>
      <div className={cn('relative', leftSide)}>
        {auth0 ? <Side side={auth0} /> : null}
        {auth0?.arrow ? <TimelineArrow {...auth0.arrow} className="right-1" /> : null}
      </div>
      <div className="relative flex flex-col items-center">
        <span className="text-mono">{time}</span>
        {isLast ? null : <span aria-hidden="true" className="my-1 w-px flex-1 bg-line-2" />}
      </div>
      <div className={cn('relative', rightSide)}>
        {ours ? <Side side={ours} /> : null}
        {ours?.arrow ? <TimelineArrow {...ours.arrow} className="left-1" /> : null}
      </div>
    </li>
  );
}

function Side({ side }: { side: TimelineSide }) {
  return (
    <>
      <div className="text-body">{side.title}</div>
      {side.detail === undefined ? null : <div className="text-small text-ink-2">{side.detail}</div>}
    </>
  );
}

function VoidField({ field, rows }: { field: TimelineVoid; rows: readonly TwoSidedRow[] }) {
  const from = rows.findIndex((row) => row.key === field.fromKey);
  const to = rows.findIndex((row) => row.key === field.toKey);
  if (from === -1 || to < from) return null;
  return (
    <li
      className="z-1 col-start-3 mt-[-6px] mb-3 ml-2 flex items-center justify-center rounded-chip border bg-face hatch p-2"
      style={{ gridRow: `${from + 1} / ${to + 2}` }}
    >
      <span className="bg-face px-3 py-1 text-center">
        <span className="block text-heading">{field.title}</span>
        {field.detail === undefined ? null : <span className="block text-small text-ink-2">{field.detail}</span>}
      </span>
    </li>
  );
}
