import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Metrics } from './metrics';

const nanosecondsPerSecond = 1e9;
const microsecondsPerSecond = 1e6;

/** The event loop is sampled at this distance, in milliseconds. A sample costs a few microseconds. */
const loopResolutionMs = 20;

/** Adds what every process has: processor time, memory, age, and how late its event loop is. */
export function watchProcess(metrics: Metrics): void {
  const loop = monitorEventLoopDelay({ resolution: loopResolutionMs });
  loop.enable();
  const delay = (percentile: number) => () => {
    const seconds = loop.percentile(percentile) / nanosecondsPerSecond - loopResolutionMs / 1000;
    return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
  };
  metrics.gauge('nodejs_eventloop_delay_p50_seconds', 'Median delay of the event loop since the start.', delay(50));
  metrics.gauge(
    'nodejs_eventloop_delay_p99_seconds',
    'Delay of the event loop, 99th percentile since the start.',
    delay(99),
  );
  metrics.gauge('nodejs_eventloop_delay_max_seconds', 'Longest delay of the event loop since the start.', delay(100));
  metrics.readCounter('process_cpu_seconds_total', 'Processor time, user and system.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / microsecondsPerSecond;
  });
  metrics.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  metrics.gauge('nodejs_heap_used_bytes', 'Heap in use.', () => process.memoryUsage().heapUsed);
  const startedAtSeconds = Date.now() / 1000 - process.uptime();
  metrics.gauge(
    'process_start_time_seconds',
    'Start of the process, in seconds since the epoch.',
    () => startedAtSeconds,
  );
}
