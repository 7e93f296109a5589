import { apiRoute } from '@/lib/server/http/api-route';

export const GET = apiRoute('viewer', ({ person }) => Promise.resolve(person));
