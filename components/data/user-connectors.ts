import { queryOptions } from '@tanstack/react-query';
import { type UserConnectorsAnswer } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';
import { getJson } from './api';

/** Where this user stands in each connector. */
export const userConnectorsQuery = (userId: string) =>
  queryOptions({
    queryKey: ['connectors', 'user', userId],
    queryFn: ({ signal }) => getJson<UserConnectorsAnswer>(apiPaths.userConnectors(userId), { signal }),
  });
