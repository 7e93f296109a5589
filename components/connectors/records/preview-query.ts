import { queryOptions } from '@tanstack/react-query';

import { postJson } from '@/components/data/api';
import { type RecordConfig } from '@/lib/connectors/record-kinds';
import { type RecordPreviewAnswer } from '@/lib/connectors/records/record-preview';
import { apiPaths } from '@/lib/paths';

/** What would be done by these settings, for the users of the newest events or for those that are named. */
export const previewQuery = (id: number, config: RecordConfig, users: readonly string[] | null) =>
  queryOptions({
    queryKey: ['connector preview', id, config, users],
    queryFn: () =>
      postJson<RecordPreviewAnswer>(apiPaths.connectorAct(id, 'preview'), {
        config,
        ...(users === null ? {} : { users }),
      }),
    staleTime: Infinity,
    retry: false,
  });
