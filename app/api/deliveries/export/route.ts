import { deliveryExportQuery } from '@/lib/deliveries/delivery-export';
import { deliveryFile } from '@/lib/server/deliveries/delivery-file';
import { apiRoute } from '@/lib/server/http/api-route';
import { fileResponse } from '@/lib/server/http/file-response';
import { parseQuery } from '@/lib/server/http/query';
import { store } from '@/lib/server/process/store';

const types = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

/** The list as a file, all of it. */
export const GET = apiRoute('viewer', async ({ query }) => {
  const { format, ...filters } = parseQuery(deliveryExportQuery, query);
  const at = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const name = `failed-deliveries-${at}.${format}`;
  return fileResponse(deliveryFile(await store(), filters, format), { name, type: types[format] });
});
