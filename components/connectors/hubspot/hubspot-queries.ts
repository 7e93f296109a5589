import { queryOptions } from '@tanstack/react-query';

import { getJson, postJson } from '@/components/data/api';
import { type TargetListAnswer } from '@/lib/connectors/connector-answers';
import { type HubspotConfig } from '@/lib/connectors/records/record-config';
import { type RecordPreviewAnswer } from '@/lib/connectors/records/record-preview';
import { apiPaths } from '@/lib/paths';

/** Properties of contacts that a mapping can fill. */
export const targetListQuery = (id: number) =>
  queryOptions({
    queryKey: ['connector targets', id],
    queryFn: ({ signal }) => getJson<TargetListAnswer>(apiPaths.connectorTargets(id), { signal }),
    staleTime: Infinity,
    retry: false,
  });

/** What would be done by these settings, for the users of the newest events or for those that are named. */
export const previewQuery = (id: number, config: HubspotConfig, users: readonly string[] | null) =>
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
