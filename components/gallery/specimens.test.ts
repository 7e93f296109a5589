import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { specimens } from './specimens';

test('every part has a specimen in the gallery, and every specimen its part', () => {
  const files = ['ui', 'parts', 'charts'].flatMap((folder) =>
    readdirSync(`components/${folder}`)
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => `${folder}/${file.replace('.tsx', '')}`),
  );
  expect(Object.keys(specimens).toSorted()).toEqual(files.toSorted());
});
