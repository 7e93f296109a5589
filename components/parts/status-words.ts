import {
  Archive,
  ArrowUpRight,
  Ban,
  BellOff,
  BellRing,
  Braces,
  Check,
  CheckCheck,
  Circle,
  CircleSlash,
  Clock,
  Copy,
  CopyX,
  Diff,
  Equal,
  Eye,
  FileX,
  FlaskConical,
  Gauge,
  HardDrive,
  History,
  Hourglass,
  Inbox,
  KeyRound,
  Link2,
  Loader,
  type LucideIcon,
  Minus,
  OctagonX,
  Pause,
  RotateCw,
  Send,
  Square,
  TriangleAlert,
  X,
} from 'lucide-react';

import { type ChipTone } from '../ui/chip';

/** How one word of a vocabulary looks. `word` is given where the stored value differs from what people read. */
export interface StatusLook {
  icon: LucideIcon;
  tone: ChipTone;
  filled?: boolean;
  solid?: boolean;
  word?: string;
}

/** Independent vocabularies; a column shows one of them and never mixes two. */
export type Vocabulary =
  'receipt' | 'outcome' | 'delivery' | 'stream' | 'job' | 'result' | 'alert' | 'connector' | 'lane' | 'carry' | 'call';

const quiet = (icon: LucideIcon, tone: ChipTone): StatusLook => ({ icon, tone });
const filled = (icon: LucideIcon, tone: ChipTone, word?: string): StatusLook =>
  word === undefined ? { icon, tone, filled: true } : { icon, tone, filled: true, word };

/** Words by stored value. A Map, because values come from outside and `constructor` is not one of ours. */
export const statusWords: Record<Vocabulary, ReadonlyMap<string, StatusLook>> = {
  receipt: new Map([
    ['204 accepted', quiet(Check, 'ok')],
    ['duplicate', quiet(Copy, 'mute')],
    ['conflict', filled(Diff, 'warn')],
    ['401 rejected', filled(KeyRound, 'bad')],
    ['400 malformed', filled(Braces, 'bad')],
    ['503 not stored', filled(HardDrive, 'bad')],
    ['413 too large', filled(FileX, 'bad')],
    ['415 bad encoding', filled(FileX, 'bad')],
  ]),
  outcome: new Map([
    ['applied', quiet(Check, 'ok')],
    ['unchanged', quiet(Equal, 'mute')],
    ['recorded', quiet(Archive, 'mute')],
    ['late', filled(History, 'warn')],
    ['error', filled(TriangleAlert, 'bad')],
    ['test', filled(FlaskConical, 'test')],
  ]),
  delivery: new Map([
    ['failed', filled(X, 'bad')],
    ['asked', filled(Send, 'accent', 'redelivery requested')],
    ['retrying', filled(RotateCw, 'warn')],
    ['recovered', filled(CheckCheck, 'ok')],
    ['failed_again', filled(CopyX, 'bad', 'failed again')],
    ['gone', filled(CircleSlash, 'mute', 'gone, not received')],
    ['no_answer', filled(Clock, 'mute', 'no answer yet')],
  ]),
  stream: new Map([
    ['enabled', { icon: Circle, tone: 'ok', solid: true }],
    ['disabled', { icon: Square, tone: 'mute', solid: true }],
    ['at risk', filled(Gauge, 'warn')],
    ['disabled (failing)', filled(OctagonX, 'bad')],
  ]),
  job: new Map([
    ['waiting', quiet(Clock, 'mute')],
    ['done', quiet(Check, 'ok')],
    ['running', filled(Loader, 'accent')],
    ['paused', filled(Pause, 'warn')],
    ['failed', filled(X, 'bad')],
    ['cancelled', quiet(Ban, 'mute')],
  ]),
  alert: new Map([
    ['open', filled(BellRing, 'bad')],
    ['acknowledged', filled(Eye, 'accent')],
    ['snoozed', filled(BellOff, 'mute')],
    ['closed', quiet(Check, 'ok')],
  ]),
  connector: new Map([
    ['running', { icon: Circle, tone: 'ok', solid: true }],
    ['paused', { icon: Square, tone: 'mute', solid: true }],
    ['draft', { icon: Square, tone: 'mute', solid: true }],
    ['held', filled(OctagonX, 'bad')],
    ['quiet', filled(Hourglass, 'warn')],
  ]),
  lane: new Map([
    ['idle', { icon: Check, tone: 'ok', word: 'in step' }],
    ['waiting', quiet(Clock, 'mute')],
    ['running', filled(ArrowUpRight, 'accent', 'pushing')],
    ['retrying', filled(RotateCw, 'warn')],
    ['review', filled(Inbox, 'warn')],
    ['parked', quiet(CircleSlash, 'mute')],
    ['follows', quiet(Link2, 'mute')],
    ['skipped', quiet(CircleSlash, 'mute')],
  ]),
  carry: new Map([
    ['carried', { icon: Check, tone: 'ok', word: 'carried on' }],
    ['superseded', { icon: CheckCheck, tone: 'ok', word: 'superseded by a newer event' }],
    ['not_mapped', { icon: Equal, tone: 'mute', word: 'not mapped' }],
    ['before', { icon: Minus, tone: 'mute', word: 'before the connector' }],
    ['waiting', quiet(Clock, 'mute')],
    ['review', filled(Inbox, 'warn')],
    ['parked', { icon: CircleSlash, tone: 'mute', word: 'passed over' }],
  ]),
  call: new Map([
    ['done', { icon: Check, tone: 'ok', word: 'taken' }],
    ['failed', filled(RotateCw, 'warn')],
    ['refused', filled(X, 'bad')],
    ['skipped', quiet(CircleSlash, 'mute')],
  ]),
  result: new Map([
    ['waiting', quiet(Clock, 'mute')],
    ['missing', filled(X, 'bad')],
    ['archived', filled(X, 'warn')],
    ['different', filled(CopyX, 'warn')],
    ['unlinked', filled(CircleSlash, 'warn', 'not linked')],
    ['extra', filled(CircleSlash, 'mute')],
    ['ahead', filled(ArrowUpRight, 'warn', 'ahead of us')],
    ['pushed', { icon: RotateCw, tone: 'mute', word: 'pushed again' }],
    ['accepted', quiet(Check, 'mute')],
    ['linked', quiet(Check, 'ok')],
    ['woken', filled(ArrowUpRight, 'accent', 'being pushed')],
    ['in_step', { icon: Check, tone: 'ok', word: 'in step' }],
    ['review', filled(Inbox, 'warn', 'to review')],
    ['retrying', filled(RotateCw, 'warn')],
    ['parked', quiet(CircleSlash, 'mute')],
    ['gone', quiet(CircleSlash, 'mute')],
    ['applied', quiet(Check, 'ok')],
    ['asking', filled(Send, 'accent', 'requested')],
    ['asked', filled(Send, 'accent', 'requested')],
    ['recovered', filled(CheckCheck, 'ok')],
    ['unlisted', filled(CircleSlash, 'mute', 'no longer listed')],
    ['failed_again', filled(CopyX, 'bad', 'failed again')],
    ['no_answer', filled(Clock, 'mute', 'no answer')],
    ['refused', filled(X, 'bad')],
    ['not_tried', { icon: Minus, tone: 'mute', word: 'not tried' }],
    ['skipped', quiet(CircleSlash, 'mute')],
    ['besides', quiet(Send, 'mute')],
  ]),
};
