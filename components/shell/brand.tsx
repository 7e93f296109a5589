/** The mark: a staff, and the trace a pen draws beside it. */
export function BrandMark({ size = 18 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      className="shrink-0 stroke-accent"
    >
      <path d="M3.5 1v16M3.5 2.5h4M3.5 6h2.5M3.5 9.5h4M3.5 13h2.5" strokeWidth="1.5" />
      <path d="M3.5 16h3l2.4-5.2 2.6 3.4 2-2.7h3.5" strokeWidth="1.75" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="flex items-center gap-2 text-title text-ink">
      <BrandMark />
      Streamgauge
    </span>
  );
}
