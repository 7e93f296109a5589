import { type ProcessRole } from '../process/role';
import { type Family } from './metrics';

/** The metrics of several processes, each by its role. */
export type Measured = readonly { role: ProcessRole; families: readonly Family[] }[];

/** One exposition of several processes: every series names the role of its process. Families come by name. */
export function byRole(measured: Measured): Family[] {
  const joined = new Map<string, Family>();
  for (const { role, families } of measured) {
    for (const family of families) {
      const samples = family.samples.map((sample) => ({ ...sample, labels: { ...sample.labels, role } }));
      const known = joined.get(family.name);
      joined.set(family.name, { ...family, samples: [...(known?.samples ?? []), ...samples] });
    }
  }
  return [...joined.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}
