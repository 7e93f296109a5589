/** `group`: under a cause, which it need not repeat. `list`: all deliveries in one. `beside`: with an open sheet at its right. */
export type TableKind = 'group' | 'list' | 'beside';

export type ColumnKey =
  'failed' | 'type' | 'subject' | 'stream' | 'cause' | 'attempts' | 'last' | 'state' | 'arrived' | 'act';

interface DeliveryColumn {
  key: ColumnKey;
  header: string;
  /** From which width it has room; on the phone its place in the card. */
  className: string;
}

const card = {
  failed: 'max-phone:col-2 max-phone:row-1 max-phone:justify-self-end',
  type: 'max-phone:contents',
  subject: 'max-phone:col-1 max-phone:row-1',
  attempts: 'max-phone:col-1 max-phone:row-2 max-phone:text-small',
  state: 'max-phone:col-2 max-phone:row-2 max-phone:justify-self-end',
  act: 'max-phone:col-2 max-phone:row-3 max-phone:justify-self-end',
};

const column = (key: ColumnKey, header: string, className = ''): DeliveryColumn => ({ key, header, className });

/** Columns in their order; the grid templates below have one track for each that is shown at that width. */
export const deliveryColumns: Record<TableKind, readonly DeliveryColumn[]> = {
  group: [
    column('failed', 'Failed', card.failed),
    column('type', 'Type', card.type),
    column('subject', 'Subject', card.subject),
    column('attempts', 'Attempts', `${card.attempts} phone:max-wide:hidden`),
    column('last', 'Last', 'hidden min-[1400px]:block'),
    column('state', 'State', card.state),
    column('arrived', 'Arrived', 'max-rail:hidden'),
    column('act', '', card.act),
  ],
  list: [
    column('failed', 'Failed', card.failed),
    column('type', 'Type', card.type),
    column('subject', 'Subject', card.subject),
    column('stream', 'Stream', 'hidden min-[1400px]:block'),
    column('cause', 'Cause', 'hidden wide:block'),
    column('attempts', 'Attempts', `${card.attempts} phone:max-wide:hidden`),
    column('last', 'Last', 'hidden huge:block'),
    column('state', 'State', card.state),
    column('arrived', 'Arrived', 'max-rail:hidden'),
    column('act', '', card.act),
  ],
  beside: [
    column('failed', 'Failed', card.failed),
    column('type', 'Type', card.type),
    column('subject', 'Subject', card.subject),
    column('state', 'State', card.state),
  ],
};

const tracks: Record<TableKind, string> = {
  group:
    'phone:grid-cols-[80px_minmax(0,1fr)_minmax(0,1.6fr)_160px_48px] rail:grid-cols-[88px_minmax(0,1fr)_minmax(0,1.4fr)_160px_60px_64px] wide:grid-cols-[88px_minmax(0,1fr)_minmax(0,1.2fr)_190px_156px_60px_64px] min-[1400px]:grid-cols-[88px_198px_minmax(0,1fr)_200px_88px_156px_60px_64px]',
  list: 'phone:grid-cols-[80px_minmax(0,1fr)_minmax(0,1.6fr)_160px_48px] rail:grid-cols-[88px_minmax(0,1fr)_minmax(0,1.4fr)_160px_60px_48px] wide:grid-cols-[92px_minmax(0,1fr)_minmax(0,1.2fr)_56px_190px_160px_60px_48px] min-[1400px]:grid-cols-[88px_170px_minmax(0,1fr)_130px_56px_200px_156px_60px_48px] huge:grid-cols-[88px_198px_minmax(0,1fr)_150px_60px_200px_88px_156px_60px_48px]',
  beside: 'phone:grid-cols-[88px_minmax(0,1fr)_minmax(0,1.2fr)_160px]',
};

/** Left padding: a checkbox stands in it, so that the tracks are the same with and without one. */
const edges = {
  plain: 'max-phone:pl-[42px] phone:pl-6',
  group: 'max-phone:pl-[42px] phone:pl-6 wide:pl-[88px]',
  selectable: 'max-phone:pl-[68px] phone:pl-[50px]',
};

/** Classes of one line of a table: its tracks and its padding. */
export function lineClass(kind: TableKind, isSelectable = false): string {
  const edge = isSelectable ? edges.selectable : edges[kind === 'group' ? 'group' : 'plain'];
  return `grid items-center gap-x-3 pr-6 max-phone:grid-cols-[minmax(0,1fr)_auto] max-phone:pr-3 ${edge} ${tracks[kind]}`;
}
