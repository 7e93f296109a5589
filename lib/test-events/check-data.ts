import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { type EventTypeName } from '../events/event-types';
import { type JsonObject } from '../json/json';
import { parseTime } from '../time';
import { type MemberKind, objectShapes } from './data-shapes';

/** Something that is wrong with the payload of a test event. */
export interface DataProblem {
  /** From 1. */
  line: number;
  /** `object.user_id`; null for JSON that cannot be read. */
  field: string | null;
  text: string;
}

export type CheckedData = { data: JsonObject; problems: [] } | { data: null; problems: DataProblem[] };

/** Longest payload (characters) that a test event may have: the body of our own API takes 64 kB. */
export const longestData = 60_000;

const kindWords: Record<MemberKind, string> = {
  text: 'a text that is not empty',
  time: 'a time such as "2026-11-20T09:15:00.000Z"',
  flag: 'true or false',
  list: 'a list',
  object: 'an object',
  count: 'a whole number',
};

/** Reads what a person wrote as the `data` of a test event of this type, and tells line by line what does not fit its shape. */
export function checkData(type: EventTypeName, text: string): CheckedData {
  if (text.length > longestData) {
    return refused([
      { line: 1, field: null, text: `It has more than ${longestData.toLocaleString('en')} characters.` },
    ]);
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (root === undefined || first !== undefined) return refused([unreadable(text, first)]);
  const problems = shapeProblems(type, text, root);
  // The tree was read from JSON, so its value is JSON.
  return problems.length > 0 ? refused(problems) : { data: getNodeValue(root) as JsonObject, problems: [] };
}

function refused(problems: DataProblem[]): CheckedData {
  return { data: null, problems };
}

/** "ColonExpected" as "colon expected". */
function unreadable(text: string, error: ParseError | undefined): DataProblem {
  const words = error === undefined ? 'value expected' : printParseErrorCode(error.error);
  const spelled = words.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { line: lineAt(text, error?.offset ?? 0), field: null, text: `It is not JSON: ${spelled.toLowerCase()}.` };
}

function shapeProblems(type: EventTypeName, text: string, root: Node): DataProblem[] {
  if (root.type !== 'object')
    return [{ line: 1, field: null, text: 'It has to be an object with the member "object".' }];
  const object = findNodeAtLocation(root, ['object']);
  if (object?.type !== 'object') {
    return [{ line: lineAt(text, object?.offset ?? root.offset), field: 'object', text: 'It has to be an object.' }];
  }
  return Object.entries(objectShapes[type]).flatMap(([name, kind]) => {
    const path = ['object', ...name.replace(/\?$/, '').split('.')];
    const problem = memberProblem(root, path, { kind, isOptional: name.endsWith('?') });
    return problem === null ? [] : [{ line: lineAt(text, problem.offset), field: path.join('.'), text: problem.text }];
  });
}

interface Member {
  kind: MemberKind;
  isOptional: boolean;
}

function memberProblem(
  root: Node,
  path: string[],
  { kind, isOptional }: Member,
): { offset: number; text: string } | null {
  const node = findNodeAtLocation(root, path);
  if (node !== undefined)
    return isOfKind(node, kind) ? null : { offset: node.offset, text: `It has to be ${kindWords[kind]}.` };
  const parent = findNodeAtLocation(root, path.slice(0, -1));
  // What is missing above it has been told already.
  if (isOptional || parent?.type !== 'object') return null;
  return { offset: parent.offset, text: `It is missing. It has to be ${kindWords[kind]}.` };
}

function isOfKind(node: Node, kind: MemberKind): boolean {
  const value: unknown = node.value;
  switch (kind) {
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'time':
      return typeof value === 'string' && parseTime(value) !== null;
    case 'flag':
      return typeof value === 'boolean';
    case 'count':
      return Number.isInteger(value);
    case 'list':
      return node.type === 'array';
    case 'object':
      return node.type === 'object';
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** As `checkData` for a value that is parsed already, such as one of an API call. */
export function dataOf(type: EventTypeName, value: unknown): CheckedData {
  return checkData(type, JSON.stringify(value, null, 2));
}
