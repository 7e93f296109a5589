import { formatDateTime } from '@/lib/text/format';

/** When deliveries of a list failed first, as far as its address says so. */
export function failedText({ from, to }: { from: number | null; to: number | null }, timeZone: string): string {
  const text = (ms: number) => formatDateTime(ms, timeZone);
  if (from === null) return to === null ? '' : `before ${text(to)}`;
  return to === null ? `since ${text(from)}` : `${text(from)} to ${text(to)}`;
}
