import {
  BriefcaseBusiness,
  Circle,
  CircleCheck,
  CircleX,
  DatabaseZap,
  Gauge,
  KeyRound,
  type LucideIcon,
  MoonStar,
  Plug,
  PowerOff,
  ShieldX,
  TriangleAlert,
  Unplug,
} from 'lucide-react';
import { type Headline } from '@/lib/concerns/concern';
import { cn } from '../ui/cn';

const icons: Record<Headline['topic'], LucideIcon> = {
  healthy: CircleCheck,
  storage: DatabaseZap,
  waiting: Circle,
  risk: Gauge,
  failed: CircleX,
  disabled: PowerOff,
  rejected: ShieldX,
  error: TriangleAlert,
  credential: KeyRound,
  management: Unplug,
  silence: MoonStar,
  job: BriefcaseBusiness,
  connector: Plug,
};

const tones = { ok: 'text-ok', warn: 'text-warn', bad: 'text-bad' };

interface TopicIconProps {
  topic: Headline['topic'];
  tone: keyof typeof tones;
  size?: number | undefined;
  className?: string | undefined;
}

/** What a fact of the overview is about, in the colour of how bad it is. */
export function TopicIcon({ topic, tone, size = 16, className }: TopicIconProps) {
  const Icon = icons[topic];
  return <Icon aria-hidden="true" size={size} strokeWidth={1.75} className={cn('shrink-0', tones[tone], className)} />;
}
