import { queryOptions } from '@tanstack/react-query';
import { apiPaths } from '@/lib/paths';
import { type RejectionListAnswer } from '@/lib/rejections/rejection';
import { getJson } from '../data/api';

export const rejectionsQuery = queryOptions({
  queryKey: ['rejections'],
  queryFn: ({ signal }) => getJson<RejectionListAnswer>(apiPaths.rejections, { signal }),
});
