import { switchRoute } from '@/lib/server/connectors/switch-route';

export const POST = switchRoute('operator', 'pause');
