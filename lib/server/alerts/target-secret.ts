import { z } from 'zod';
import { type SealedTarget, type TargetKind } from '../../alerts/alert-target';
import { seal, unseal } from '../process/seal';

const httpAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2_000);

/** What is needed to send to a target, by its kind. */
export const targetSecrets = {
  slack: z.object({ url: httpAddress }),
  webhook: z.object({ url: httpAddress, secret: z.string() }),
  email: z.object({ to: z.array(z.email()).min(1).max(20) }),
} as const satisfies Record<TargetKind, z.ZodType>;

type TargetSecret = { [Kind in TargetKind]: z.infer<(typeof targetSecrets)[Kind]> };

const about = (kind: TargetKind) => `alert target ${kind}`;

/** Seals what is needed to send to a target. */
export function sealTarget<Kind extends TargetKind>(kind: Kind, secret: TargetSecret[Kind]): string {
  return seal(JSON.stringify(secret), about(kind));
}

/** What was sealed; null when the key has changed since. */
export function openTarget<Schema extends z.ZodType>(
  kind: TargetKind,
  schema: Schema,
  { sealed }: Pick<SealedTarget, 'sealed'>,
): z.infer<Schema> | null {
  const text = unseal(sealed, about(kind));
  return text === null ? null : schema.parse(JSON.parse(text));
}
