'use client';

import { Braces, Download, Sheet } from 'lucide-react';

import { IconButton } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { deliveryFilterQuery, filtersOf } from '@/lib/deliveries/delivery-search';
import { apiPaths } from '@/lib/paths';

import { useDeliverySearch } from './use-delivery-search';

/** Saves what the filters match as a file, all of it. */
export function ExportMenu() {
  const { search } = useDeliverySearch();
  const query = deliveryFilterQuery(filtersOf(search));
  const address = (format: string) => `${apiPaths.deliveryExport}${query === '' ? '?' : `${query}&`}format=${format}`;
  return (
    <Menu trigger={<IconButton label="Export" icon={Download} />}>
      <MenuItem icon={Sheet} href={address('csv')} external>
        CSV for a spreadsheet
      </MenuItem>
      <MenuItem icon={Braces} href={address('ndjson')} external>
        NDJSON, one a line
      </MenuItem>
    </Menu>
  );
}
