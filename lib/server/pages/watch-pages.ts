import { instruments } from '../telemetry/instruments';
import { type PagesProcess } from './pages-process';

/** Shows whether screens are answered, and how often their process has been started again. */
export function watchPages(pages: PagesProcess): void {
  const { metrics } = instruments();
  metrics.gauge('streamgauge_pages_up', '1 while screens are answered.', () => Number(pages.state === 'ready'));
  metrics.readCounter(
    'streamgauge_pages_restarts_total',
    'Starts of the process of the pages after the first.',
    () => pages.restarts,
  );
}
