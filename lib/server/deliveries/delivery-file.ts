import 'server-only';
import { deliveryFilterOf, type DeliveryFilters } from '../../deliveries/delivery-search';
import { exportHead, exportLine, type ExportFormat } from '../../deliveries/delivery-export';
import { type Store } from '../../store';

/** Rows read at once: a file of any length takes no more memory than this. */
const rowsAtOnce = 200;

/** The failed deliveries of a filter as the text of a file, newest failure first, piece by piece. */
export async function* deliveryFile(
  store: Store,
  filters: DeliveryFilters,
  format: ExportFormat,
): AsyncGenerator<string, void> {
  yield exportHead(format);
  let before: number | null | undefined;
  while (before !== null) {
    const request = before === undefined ? { limit: rowsAtOnce } : { limit: rowsAtOnce, before };
    const { items, older } = await store.listDeliveries(deliveryFilterOf(filters), request);
    yield items.map((delivery) => exportLine(format, delivery)).join('');
    before = older;
  }
}
