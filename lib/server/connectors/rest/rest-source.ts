import { setTimeout as sleep } from 'node:timers/promises';
import { type FoundRecord } from '../../../connectors/records/record';
import { secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { wrongKind } from '../../http/connector-problem';
import { openRecords } from '../records/record-deeds';
import { type PreviewSource } from '../records/preview-source';
import { restCall, type RestParts } from './rest-call';

/** A person waits for the look. A CRM is asked twice for a user, and answers within the pace that is set for it. */
const mostMs = 10 * secondMs;
const mostUsers = 50;

/** The records of a CRM, for a look at what a backfill would do. Throws a problem where its secret cannot be opened. */
export async function restPreviewSource(store: Store, id: number): Promise<PreviewSource> {
  const { connector, config, ...parts } = await openRecords({ store, id }, 'backfill');
  if (config.kind !== 'rest') wrongKind('backfill', connector);
  return previewSource({ ...parts, config });
}

/** One request finds one record, and they keep the pace that is set. */
export function previewSource(parts: RestParts): PreviewSource {
  const { policies, perSecond, emailTarget, findUser } = parts.config;
  let freeAt = 0;
  const atPace = async () => {
    const now = performance.now();
    await sleep(Math.max(0, freeAt - now));
    freeAt = Math.max(freeAt, now) + secondMs / perSecond;
  };
  return {
    policies,
    mostUsers: Math.min(mostUsers, Math.max(1, Math.floor((perSecond * mostMs) / secondMs / 2))),
    findsUserIds: findUser !== null,
    keysAtOnce: 1,
    find: async (by, keys): Promise<FoundRecord[] | null> => {
      const [value = ''] = keys;
      await atPace();
      const { reply } = await restCall(parts, { act: 'read', by, value });
      if (reply.kind === 'stopped') return null;
      if (reply.kind !== 'record') return [];
      const { record } = reply;
      return [{ ...record, values: { email: record.values[emailTarget] ?? '' } }];
    },
  };
}
