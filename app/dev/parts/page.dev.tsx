import { type Metadata } from 'next';
import { PartsGallery } from '@/components/gallery/parts-gallery';

export const metadata: Metadata = { title: 'Parts' };

/** `/dev/parts`. Only development knows pages that end in `.dev.tsx` (next.config.js): in production there is none. */
export default function PartsPage() {
  return <PartsGallery />;
}
