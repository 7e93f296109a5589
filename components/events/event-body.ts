import { apiPaths } from '@/lib/paths';
import { type EventView } from '@/lib/story/event-view';

/** The whole body as it was first received, as a download. */
export function bodyHref(id: string): string {
  return apiPaths.eventBody(id);
}

/** Size of the first received body in bytes; null when its receipt is too far back to be known here. */
export function bodyBytes(view: EventView): number | null {
  return view.receipts.find((receipt) => receipt.result === 'new')?.request.bytes ?? null;
}

/** The whole body as text, fetched when only its beginning came with the event. */
export async function wholeBody(view: EventView): Promise<string> {
  if (!view.bodyCut) return view.body;
  const response = await fetch(bodyHref(view.id));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.text();
}
