import { type ReactNode } from 'react';
import { chartSpecimens } from './chart-specimens';
import { partSpecimens } from './part-specimens';
import { uiActSpecimens } from './ui-act-specimens';
import { uiTextSpecimens } from './ui-text-specimens';

/** Every file of `ui`, `parts` and `charts` in its states; a test finds what is missing. */
export const specimens: Record<string, ReactNode> = {
  ...uiTextSpecimens,
  ...uiActSpecimens,
  ...partSpecimens,
  ...chartSpecimens,
};
