import { expect, test } from 'vitest';
import { listedDelivery, withDeliveries } from '@/db/contract/delivery-samples';
import { openStore } from '@/db/store';
import { temporaryFiles } from '@/db/testing/temporary';
import { type DeliveryFilters } from '@/lib/deliveries/delivery-search';
import { deliveryFile } from '@/lib/server/deliveries/delivery-file';

const newFile = temporaryFiles();
const nothing: DeliveryFilters = { stream: [], type: [], state: [], cause: null, from: null, to: null };

async function fileOf(filters: Partial<DeliveryFilters>, format: 'csv' | 'ndjson'): Promise<string> {
  const listed = Array.from({ length: 450 }, (_, n) =>
    listedDelivery(`evt_${n}`, {
      eventType: n < 10 ? 'user.updated' : 'user.created',
      subjectId: `auth0|${n}`,
      subjectLabel: n === 3 ? '=1+1' : 'Zoë, “née” Ångström',
    }),
  );
  const store = await withDeliveries(() => openStore(`file:${newFile()}`), listed);
  const pieces: string[] = [];
  for await (const piece of deliveryFile(store, { ...nothing, ...filters }, format)) pieces.push(piece);
  return pieces.join('');
}

test('a file holds every delivery of the filter once, however many pages that is', async () => {
  const lines = (await fileOf({}, 'ndjson')).trimEnd().split('\n');
  const ids = lines.map((line) => (JSON.parse(line) as { event_id: string }).event_id);
  expect(new Set(ids).size).toBe(450);
  expect(ids).toHaveLength(450);
  expect((await fileOf({ type: ['user.updated'] }, 'ndjson')).trimEnd().split('\n')).toHaveLength(10);
});

test('a table is safe to open in a spreadsheet, and keeps the text as it is elsewhere', async () => {
  const csv = await fileOf({ type: ['user.updated'] }, 'csv');
  const [head, ...rows] = csv.trimEnd().split('\r\n');
  expect(head).toMatch(/^event_id,stream_id,type,subject_id,subject,/);
  expect(rows).toHaveLength(10);
  expect(csv).toContain(",'=1+1,");
  expect(csv).toContain('"Zoë, “née” Ångström"');
  expect(await fileOf({ type: ['user.updated'] }, 'ndjson')).toContain('"subject":"=1+1"');
});
