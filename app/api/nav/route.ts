import { apiRoute } from '@/lib/server/http/api-route';
import { navAnswer } from '@/lib/server/overview/nav-answer';

export const GET = apiRoute('viewer', navAnswer);
