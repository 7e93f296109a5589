import { secondMs } from '../../spans';
import { type LaneState } from '../connector';
import { boundedFields, type FieldDifference, type Finding } from '../finding';
import { type CarriedUser } from '../mirror-source';
import { isSameValue } from '../same-value';
import { mappedValue } from './mapping';
import { type FoundRecord, type RecordLink } from './record';
import { type MappingRow, type RecordPolicies } from './record-config';

/** The lane that writes a record, as a comparison needs it. */
export interface WriterLane {
  key: string;
  state: LaneState;
  pushedAtMs: number | null;
  link: RecordLink;
}

interface Compared {
  lane: WriterLane;
  /** As it is mirrored; undefined where the mirror does not have it. */
  user: CarriedUser | undefined;
  record: FoundRecord;
  mapping: readonly MappingRow[];
  policies: RecordPolicies;
  /** When the record changed there last, in epoch ms; null where that is not told. */
  changedAtMs: number | null;
}

/** Their clock and ours may differ by this, in ms. */
const marginMs = 5 * secondMs;

/** What we keep in step of a record that has other values than we have. Null: there is nothing to tell. */
export function verifyRecord({ lane, user, record, mapping, policies, changedAtMs }: Compared): Finding | null {
  const { link, key: userId, pushedAtMs } = lane;
  const about = { userId, recordId: record.id };
  if (user === undefined || user.deletedAtMs !== null) {
    if (link.state !== 'active') return user === undefined ? null : undoneDeactivation({ lane, record, policies });
    if (policies.whenDeleted === 'keep') return null;
    const text = user === undefined ? 'The mirror does not have its user.' : 'Its user was deleted.';
    return { kind: 'extra', ...about, fields: [], text };
  }
  if (link.state !== 'active') return null;
  const fields = mapping.flatMap((row) => differenceOf(row, { user, link, record }));
  if (fields.length === 0) return null;
  const isEdited = changedAtMs !== null && pushedAtMs !== null && changedAtMs > pushedAtMs + marginMs;
  const names = fields.map(({ target }) => target).join(', ');
  const text = `Other values there: ${names}.${isEdited ? ' It was edited there after our last push.' : ''}`;
  return { kind: 'different', ...about, fields: boundedFields(fields), text };
}

/** A record that we have deactivated, and that is not so any more. */
function undoneDeactivation({
  lane,
  record,
  policies,
}: Pick<Compared, 'lane' | 'record' | 'policies'>): Finding | null {
  const { target, value } = policies.deactivation;
  const theirs = record.values[target] ?? '';
  if (lane.link.state !== 'deactivated' || isSameValue(value, theirs)) return null;
  const fields = boundedFields([{ target, ours: value, theirs }]);
  const text = `Its user was deleted, and ${target} does not say so any more.`;
  return { kind: 'different', userId: lane.key, recordId: record.id, fields, text };
}

/** What is only for new or empty records is theirs from then on. */
function differenceOf(
  row: MappingRow,
  { user, link, record }: { user: CarriedUser; link: RecordLink; record: FoundRecord },
): FieldDifference[] {
  const { target, when, cleared } = row;
  if (when !== 'always') return [];
  const value = mappedValue(row, user);
  const isCleared = value === null && cleared === 'clear' && Object.hasOwn(link.sent, target);
  if (value === null && !isCleared) return [];
  const theirs = record.values[target] ?? '';
  if (isSameValue(value, theirs) || isAccepted(link, { target, ours: value ?? '', theirs })) return [];
  return [{ target, ours: value, theirs: theirs === '' ? null : theirs }];
}

/** A person has said that theirs may stand, as long as ours is the same. */
function isAccepted(
  { accepted }: RecordLink,
  { target, ours, theirs }: { target: string; ours: string; theirs: string },
) {
  const known = accepted !== undefined && Object.hasOwn(accepted, target) ? accepted[target] : undefined;
  return known !== undefined && isSameValue(known.ours, ours) && isSameValue(known.theirs, theirs);
}
