'use client';

import { useEffect, useRef } from 'react';

import { useAnnounce } from '@/components/ui/announcer';
import { type DeliveryState } from '@/lib/deliveries/delivery';
import { type DeliverySummary } from '@/lib/deliveries/delivery-record';
import { deliveryKey } from '@/lib/deliveries/delivery-view';
import { isolatedText } from '@/lib/text/outside-text';
import { subjectOf } from '@/lib/deliveries/subject';

/** Says when a requested redelivery has been decided while its row is on the screen. */
export function useRecoveryNotices(rows: readonly DeliverySummary[]): void {
  const announce = useAnnounce();
  const before = useRef(new Map<string, DeliveryState>());
  useEffect(() => {
    for (const row of rows) {
      const former = before.current.get(deliveryKey(row));
      const isDecided = (former === 'asked' || former === 'retrying') && row.state !== former;
      const subject = isolatedText(subjectOf(row));
      if (isDecided && row.state === 'recovered') announce(`${subject} recovered`, `redelivery ${row.eventId}`);
      if (isDecided && row.state === 'failed_again') announce(`${subject} failed again`, `redelivery ${row.eventId}`);
    }
    before.current = new Map(rows.map((row) => [deliveryKey(row), row.state]));
  }, [rows, announce]);
}
