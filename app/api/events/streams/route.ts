import { apiRoute } from '@/lib/server/api-route';
import { streamNames } from '@/lib/server/event-streams';

export const GET = apiRoute('viewer', () => streamNames());
