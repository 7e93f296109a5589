import { EventType } from '@/components/parts/event-type';
import { StatusChip } from '@/components/parts/status-chip';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { subjectOf } from '@/lib/deliveries/subject';
import { type JobKind, waitingResult } from '@/lib/jobs/job';
import { type JobItemAnswer } from '@/lib/jobs/job-answers';
import { kindWords } from '@/lib/jobs/job-words';
import { paths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

/** The event of an item. Its key names event stream and event, as `deliveryKey` does, once the delivery is gone. */
export function eventIdOf({ delivery, key }: JobItemAnswer): string {
  return delivery?.eventId ?? key.slice(key.indexOf('/') + 1);
}

/** Columns of the items of a job; each row leads to its event, or to what Auth0 holds of it. */
export function columnsOf(kind: JobKind): readonly Column<JobItemAnswer>[] {
  if (kind === 'verify_connector') return findingColumns;
  return kind === 'backfill_connector' ? userColumns : [whenColumn(kind), typeColumn(kind), ...otherColumns];
}

/** Page of what an item is about; undefined where it has none. */
export function itemHref(item: JobItemAnswer): string | undefined {
  if (item.facts !== null && item.userId === null) return undefined;
  return item.userId === null ? paths.event(eventIdOf(item)) : paths.user(item.userId);
}

const whenColumn = (kind: JobKind): Column<JobItemAnswer> => ({
  key: 'when',
  header: kindWords[kind].when,
  className: 'w-[108px] max-phone:w-auto',
  card: 'time',
  render: ({ delivery, atMs, result }) => (
    <DayTime ms={kind === 'apply' ? (result === waitingResult ? null : atMs) : (delivery?.askedAtMs ?? null)} />
  ),
});

const typeColumn = (kind: JobKind): Column<JobItemAnswer> => ({
  key: 'type',
  header: 'Type',
  className: 'w-[210px] max-wide:w-[170px] max-rail:w-[150px] max-phone:w-auto',
  card: 'line',
  render: ({ delivery, part }) => {
    // Applied events are told apart by their type.
    const type = delivery?.eventType ?? (kind === 'apply' ? part : null);
    return type === null ? null : <EventType type={type} />;
  },
});

const resultColumn: Column<JobItemAnswer> = {
  key: 'result',
  header: 'Result',
  className: 'w-[150px] max-phone:w-auto',
  card: 'status',
  render: ({ result }) => <StatusChip vocabulary="result" value={result} />,
};

const otherColumns: readonly Column<JobItemAnswer>[] = [
  {
    key: 'subject',
    header: 'Subject',
    link: true,
    card: 'title',
    render: (item) => <Subject item={item} />,
  },
  {
    key: 'answer',
    header: 'Newest answer',
    className: 'max-rail:hidden',
    render: (item) => <Answer text={answerOf(item)} />,
  },
  resultColumn,
];

const sinceColumn: Column<JobItemAnswer> = {
  key: 'when',
  header: 'Since',
  className: 'w-[108px] max-phone:w-auto',
  card: 'time',
  render: ({ atMs, result }) => <DayTime ms={result === waitingResult ? null : atMs} />,
};

const findingColumns: readonly Column<JobItemAnswer>[] = [
  {
    key: 'about',
    header: 'Record',
    link: true,
    card: 'title',
    // The key begins with the kind of the finding.
    render: ({ key }) => (
      <span className="text-mono">
        <OutsideText>{key.slice(key.indexOf(' ') + 1)}</OutsideText>
      </span>
    ),
  },
  {
    key: 'why',
    header: 'Found',
    card: 'line',
    render: ({ reason }) => <Answer text={reason} />,
  },
  sinceColumn,
  resultColumn,
];

const userColumns: readonly Column<JobItemAnswer>[] = [
  {
    key: 'user',
    header: 'User',
    link: true,
    card: 'title',
    render: ({ key }) => (
      <span className="text-mono">
        <OutsideText>{key}</OutsideText>
      </span>
    ),
  },
  {
    key: 'why',
    header: 'Why',
    card: 'line',
    render: ({ reason }) => <Answer text={reason} />,
  },
  sinceColumn,
  resultColumn,
];

/** Why it has this result, else the newest error on record; that of an event which has arrived says nothing any more. */
function answerOf({ reason, result, delivery }: JobItemAnswer): string | null {
  return reason ?? (result === 'recovered' ? null : (delivery?.errorMessage ?? null));
}

function Subject({ item }: { item: JobItemAnswer }) {
  const subject = item.delivery === null ? eventIdOf(item) : subjectOf(item.delivery);
  return <OutsideText>{subject}</OutsideText>;
}

function Answer({ text }: { text: string | null }) {
  if (text === null) return <span className="text-ink-3">–</span>;
  return (
    <span title={visibleText(text)} className="text-ink-2">
      <OutsideText>{text}</OutsideText>
    </span>
  );
}
