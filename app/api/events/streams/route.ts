import { apiRoute } from '@/lib/server/http/api-route';
import { streamNames } from '@/lib/server/streams/stream-names';

export const GET = apiRoute('viewer', () => streamNames());
