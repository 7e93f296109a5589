'use client';

import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { TextLink } from '@/components/ui/text-link';
import { LaneMenu } from '@/components/connectors/reviews/lane-menu';
import { isRecordKind } from '@/lib/connectors/record-kinds';
import { type ConnectorAnswer, type LaneRow } from '@/lib/connectors/connector-answers';
import { reasonTitles } from '@/lib/connectors/review-words';
import { paths } from '@/lib/paths';
import { formatCount, truncateMiddle } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { LaneStateChip } from './connector-state';
import { LaneActs } from './lane-acts';

const user: Column<LaneRow> = {
  key: 'user',
  header: 'User',
  link: true,
  card: 'title',
  render: (lane) => <Subject lane={lane} />,
};

const state: Column<LaneRow> = {
  key: 'state',
  header: 'State',
  className: 'w-[176px] max-phone:w-auto',
  card: 'status',
  render: (lane) => <LaneStateChip lane={lane} />,
};

/** `page`: beginning of the address of a record's page; null while it is not known. */
const recordColumn = (page: string | null): Column<LaneRow> => ({
  key: 'record',
  header: 'Record',
  className: 'w-[104px] max-phone:w-auto',
  card: 'line2',
  render: ({ link }) => <RecordId id={link?.recordId ?? null} page={page} />,
});

/** The id of a record, which leads to its page at the other side. */
function RecordId({ id, page }: { id: string | null; page: string | null }) {
  if (id === null) return <span className="text-ink-3">–</span>;
  const text = <OutsideText className="text-mono">{id}</OutsideText>;
  if (page === null) return text;
  return (
    <TextLink href={page + encodeURIComponent(id)} external target="_blank" rel="noreferrer">
      {text}
    </TextLink>
  );
}

const since: Column<LaneRow> = {
  key: 'since',
  header: 'Waiting since',
  className: 'w-[124px] max-rail:hidden',
  render: ({ waitingSinceMs }) => <DayTime ms={waitingSinceMs} />,
};

const attempts: Column<LaneRow> = {
  key: 'attempts',
  header: 'Attempts',
  align: 'right',
  className: 'w-[72px] max-rail:hidden',
  render: ({ attempts: count }) => (
    <span className={count === 0 ? 'text-ink-3' : 'font-medium'}>{formatCount(count)}</span>
  ),
};

const error: Column<LaneRow> = {
  key: 'error',
  header: 'Reason',
  className: 'pl-5!',
  card: 'line',
  render: ({ error: text, reason }) => <Failure text={text ?? (reason === null ? null : reasonTitles[reason])} />,
};

const pushed: Column<LaneRow> = {
  key: 'pushed',
  header: 'Last push',
  className: 'w-[112px] max-wide:hidden',
  render: ({ pushedAtMs }) => <DayTime ms={pushedAtMs} />,
};

type Of = Pick<ConnectorAnswer, 'id' | 'name' | 'kind' | 'recordPage'>;

/** Columns of the users of a connector; each row leads to its user. A system of records has one for each of them. */
export function laneColumns(connector: Of, mayAct: boolean): readonly Column<LaneRow>[] {
  const hasRecords = isRecordKind(connector.kind);
  const acts: Column<LaneRow> = {
    key: 'acts',
    header: <span className="sr-only">Acts</span>,
    align: 'right',
    className: mayAct ? 'w-[204px] max-phone:w-auto' : 'w-[120px] max-phone:w-auto',
    card: 'time',
    render: (lane) => <Acts connector={connector} lane={lane} mayAct={mayAct} />,
  };
  return [
    user,
    state,
    ...(hasRecords ? [recordColumn(connector.recordPage)] : []),
    since,
    attempts,
    error,
    pushed,
    acts,
  ];
}

function Acts({ connector: { id, name, kind }, lane, mayAct }: { connector: Of; lane: LaneRow; mayAct: boolean }) {
  const hasRecords = isRecordKind(kind);
  const called = visibleText(lane.key);
  return (
    <span className="inline-flex items-center gap-4">
      {mayAct && !hasRecords ? <LaneActs connectorId={id} lane={lane} /> : null}
      {hasRecords && lane.state === 'review' ? (
        <TextLink
          href={paths.review(lane.seq)}
          prefetch={false}
          aria-label={`Decide: ${called}`}
          className="font-medium"
        >
          Decide
        </TextLink>
      ) : null}
      <TextLink
        href={paths.connectorCallsOf(id, lane.key)}
        prefetch={false}
        aria-label={`Calls of ${called}`}
        className="font-medium"
      >
        Calls
      </TextLink>
      {mayAct && hasRecords ? (
        <LaneMenu of={{ ...lane, connectorId: id, connectorName: name, connectorKind: kind }} />
      ) : null}
    </span>
  );
}

function Failure({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <span title={visibleText(text)} className="text-ink-2">
      <OutsideText>{text}</OutsideText>
    </span>
  );
}

/** The name, and the id where there is room; the id alone where the mirror knows no name. */
function Subject({ lane: { key, isEvent, name } }: { lane: LaneRow }) {
  if (name !== null) {
    return (
      <span title={visibleText(key)}>
        <OutsideText>{name}</OutsideText>{' '}
        <OutsideText className="text-mono text-ink-3 max-wide:hidden">{truncateMiddle(key, 22)}</OutsideText>
      </span>
    );
  }
  return (
    <span title={visibleText(key)} className="text-mono">
      <OutsideText className="max-phone:hidden">{truncateMiddle(key, 36)}</OutsideText>
      <OutsideText className="phone:hidden">{truncateMiddle(key, 22)}</OutsideText>
      {isEvent ? <span className="font-sans text-small text-ink-3"> no subject</span> : null}
    </span>
  );
}
