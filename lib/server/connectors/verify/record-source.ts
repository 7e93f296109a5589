import { type FoundRecord } from '../../../connectors/records/record';
import { type RecordKey } from '../../../connectors/records/record-reply';
import { type RecordSystem } from '../records/record-system';
import { type LookStopped } from './verifier';

/** What was read, or why nothing was. */
export type Read<T> = { kind: 'done'; value: T } | ({ kind: 'stopped' } & LookStopped);

/** A page of a system's records. */
export interface RecordPage {
  records: readonly FoundRecord[];
  /** Asks for the next one; null: that was the last. */
  next: string | null;
}

/** A system of records, as a comparison reads it. */
export interface RecordSource {
  system: Pick<RecordSystem, 'mapping' | 'policies'>;
  /** Records of one look, and requests that it makes at most. */
  recordsAtOnce: number;
  requestsInLook: number;
  /** Live records by id; one that is not there is left out, and one that was merged may come with another id. */
  read: (ids: readonly string[]) => Promise<Read<readonly FoundRecord[]>>;
  /** A record that `read` has left out: an archived one, or the one that it was merged into; null where there is none. */
  readGone: (id: string) => Promise<Read<FoundRecord | null>>;
  /** All live records with the user ids that stand in them, page by page; null where the system cannot list them. */
  list: ((after: string | null) => Promise<Read<RecordPage>>) | null;
  /** When a record changed there last, in epoch ms; null where that is not told. */
  changedAtMs: (record: FoundRecord) => number | null;
}

/** One request for one record. */
async function readOne(
  { ask }: Pick<RecordSystem, 'ask'>,
  value: string,
  more: { by?: RecordKey; isArchived?: boolean } = {},
): Promise<Read<FoundRecord | null>> {
  const { reply } = await ask({ act: 'read', by: 'id', value, ...more });
  if (reply.kind === 'stopped') return reply;
  return { kind: 'done', value: reply.kind === 'record' ? reply.record : null };
}

/** A record that is not among the live ones. */
export const readArchived = (system: Pick<RecordSystem, 'ask'>, id: string): Promise<Read<FoundRecord | null>> =>
  readOne(system, id, { isArchived: true });

/** A system that reads one record a request: `perLook` of them make a look. */
export function singleReads(system: RecordSystem, perLook: number): RecordSource {
  return {
    system,
    recordsAtOnce: perLook,
    requestsInLook: perLook,
    read: async (ids) => {
      const found: FoundRecord[] = [];
      for (const id of ids) {
        const one = await readOne(system, id);
        if (one.kind === 'stopped') return one;
        if (one.value !== null) found.push(one.value);
      }
      return { kind: 'done', value: found };
    },
    readGone: () => Promise.resolve({ kind: 'done', value: null }),
    list: null,
    changedAtMs: () => null,
  };
}
