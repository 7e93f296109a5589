import { apiRoute } from '@/lib/server/api-route';
import { navFacts } from '@/lib/server/nav';

export const GET = apiRoute('viewer', navFacts);
