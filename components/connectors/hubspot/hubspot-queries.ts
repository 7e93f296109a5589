import { queryOptions } from '@tanstack/react-query';

import { getJson } from '@/components/data/api';
import { type TargetListAnswer } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';

/** Properties of contacts that a mapping can fill. */
export const targetListQuery = (id: number) =>
  queryOptions({
    queryKey: ['connector targets', id],
    queryFn: ({ signal }) => getJson<TargetListAnswer>(apiPaths.connectorTargets(id), { signal }),
    staleTime: Infinity,
    retry: false,
  });
