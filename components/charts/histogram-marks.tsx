import { type Bar, type BarSpan, rangeText } from './histogram-scale';
import { cn } from '../ui/cn';
import { Needle } from '../ui/needle';
import { useNow } from '../ui/now';
import { useZone } from '../ui/zone';
import { type BarRange } from './use-drag-range';

/** A window in which nothing could arrive: hatched over the full height, with its reason. */
export interface Gap {
  fromMs: number;
  toMs: number;
  label: string;
}

interface Span {
  left: number;
  width: number;
}

/** Place of a window within the chart, in per cent; null when it lies outside. */
function spanOf(bars: readonly BarSpan[], fromMs: number, toMs: number): Span | null {
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return null;
  const length = last.toMs - first.fromMs;
  const from = Math.max(0, (fromMs - first.fromMs) / length);
  const to = Math.min(1, (toMs - first.fromMs) / length);
  return to > from ? { left: from * 100, width: (to - from) * 100 } : null;
}

const percent = ({ left, width }: Span) => ({ left: `${left}%`, width: `${width}%` });

/** A label has room for its text in this part of the width, in per cent. */
const labelRoom = 14;

type LabelPlace = 'right' | 'left' | 'within';

const labelLooks: Record<LabelPlace, string> = {
  right: 'left-full ml-1',
  left: 'right-full mr-1',
  within: 'left-0 bg-face pr-1',
};

/** Where the label of a window has room; null where it has none. `before` and `next` are the windows beside it. */
function labelPlace(span: Span, before: Span | undefined, next: Span | undefined): LabelPlace | null {
  const end = span.left + span.width;
  if ((next?.left ?? 100) - end >= labelRoom) return 'right';
  if (span.left - (before === undefined ? 0 : before.left + before.width) >= labelRoom) return 'left';
  return span.width >= labelRoom ? 'within' : null;
}

/** Hatched windows, each with its reason beside it or within; where there is no room for that, only readers hear it. */
export function HistogramGaps({ bars, gaps }: { bars: readonly BarSpan[]; gaps: readonly Gap[] }) {
  const { timeZone } = useZone();
  const shown = gaps.flatMap((gap) => {
    const span = spanOf(bars, gap.fromMs, gap.toMs);
    return span === null ? [] : [{ gap, span }];
  });
  return shown.map(({ gap, span }, index) => {
    const place = labelPlace(span, shown[index - 1]?.span, shown[index + 1]?.span);
    const text = `${gap.label}, ${rangeText(gap.fromMs, gap.toMs, timeZone)}`;
    return (
      <div key={gap.fromMs} title={text} className="absolute -top-3.5 bottom-0 min-w-1 hatch" style={percent(span)}>
        {place === null ? null : (
          <span
            aria-hidden="true"
            className={cn('absolute top-0 text-axis whitespace-nowrap text-ink-2', labelLooks[place])}
          >
            {gap.label}
          </span>
        )}
        <span className="sr-only">{text}</span>
      </div>
    );
  });
}

/** Now: the right edge while the newest bar fills, its own place in a range that reaches into the future. */
export function NowNeedle({ bars }: { bars: readonly BarSpan[] }) {
  const now = useNow(1000);
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last || now < first.fromMs) return null;
  const share = now < last.fromMs ? (now - first.fromMs) / (last.toMs - first.fromMs) : 1;
  return (
    <div className="pointer-events-none absolute -top-5 bottom-0" style={{ left: `${share * 100}%` }}>
      <Needle className="left-0" />
    </div>
  );
}

/** A red mark at the top edge over each bar that holds an error or a failure: one among 300 is a hair's breadth of the bar. */
export function HistogramTriangles({ bars }: { bars: readonly Bar[] }) {
  return bars.map((bar, index) =>
    bar.counts.error > 0 || bar.failed > 0 ? (
      <svg
        key={bar.fromMs}
        aria-hidden="true"
        width="6"
        height="6"
        viewBox="0 0 6 6"
        className="pointer-events-none absolute -top-[22px] -translate-x-1/2 fill-c-error"
        style={{ left: `${((index + 0.5) / bars.length) * 100}%` }}
      >
        <path d="M0 0.5h6L3 5.5z" />
      </svg>
    ) : null,
  );
}

interface SelectionProps {
  bars: readonly BarSpan[];
  range: BarRange;
  timeZone: string;
  /** What zooms now. */
  act: 'release' | 'Enter';
}

/** The part being chosen: both ends marked, both times in words. */
export function HistogramSelection({ bars, range, timeZone, act }: SelectionProps) {
  const [first, last] = [bars[range.from], bars[range.to]];
  if (!first || !last) return null;
  const span = { left: (range.from / bars.length) * 100, width: ((range.to - range.from + 1) / bars.length) * 100 };
  return (
    <div aria-hidden="true" className="pointer-events-none absolute -top-3.5 bottom-0 bg-select" style={percent(span)}>
      <Needle small className="left-0" />
      <Needle small className="left-full" />
      <FloatingText share={(range.from + range.to + 1) / 2 / bars.length}>
        {`${rangeText(first.fromMs, last.toMs, timeZone)}, ${act} to zoom`}
      </FloatingText>
    </div>
  );
}

interface ReadoutProps {
  /** Middle of the bar, as a share of the width. */
  share: number;
  text: string;
}

/** What the bar under the pointer or focus holds; the bar's own name says the same to a screen reader. */
export function Readout({ share, text }: ReadoutProps) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute top-0 z-10" style={{ left: `${share * 100}%` }}>
      <FloatingText share={share}>{text}</FloatingText>
    </div>
  );
}

/** Shifted by its own share of the width, so that it never leaves the chart at either end. */
function FloatingText({ share, children }: { share: number; children: string }) {
  return (
    <span
      className="absolute bottom-full left-1/2 z-10 mb-1 rounded-control border border-line-2 bg-raised px-2 py-0.5 text-small whitespace-nowrap text-ink shadow-float"
      style={{ transform: `translateX(-${share * 100}%)` }}
    >
      {children}
    </span>
  );
}
