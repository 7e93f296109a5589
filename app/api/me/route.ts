import { apiRoute } from '@/lib/server/api-route';

export const GET = apiRoute('viewer', ({ person }) => Promise.resolve(person));
