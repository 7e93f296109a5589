import { Skeleton } from '@/components/ui/skeleton';

import { deliveryColumns, lineClass, type TableKind } from './delivery-columns';

const widths = ['72%', '88%', '64%', '80%', '56%'];

/** The real heads, and bars where groups and rows will be. */
export function DeliverySkeleton({ kind }: { kind: TableKind }) {
  return (
    <div aria-hidden="true">
      {kind === 'list' ? null : (
        <div className="flex h-[92px] flex-col justify-center gap-2 pl-[88px] max-phone:pl-[42px]">
          <Skeleton width={220} />
          <Skeleton width={320} />
        </div>
      )}
      {Array.from({ length: 7 }, (_, index) => (
        <div key={index} className={`${lineClass(kind)} h-9 border-b max-phone:h-15`}>
          {deliveryColumns[kind].map(({ key, className }, place) => (
            <span key={key} className={className}>
              {key === 'act' || key === 'type' ? null : <Skeleton width={widths[(index + place) % widths.length]} />}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
