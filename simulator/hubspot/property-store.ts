import { isObject, type JsonObject, listOf, textOf } from '../ground/json.ts';
import { badInput, badJson, HubspotError } from './hubspot-error.ts';
import {
  definitionOf,
  FIELD_TYPES,
  type PropertyDefinition,
  type PropertyGroup,
  type PropertyOption,
} from './property-definition.ts';
import { STANDARD_GROUPS, standardProperties } from './standard-properties.ts';

const NAME = /^[a-z][a-z0-9_]{0,99}$/;
const REQUIRED = ['name', 'label', 'type', 'fieldType', 'groupName'] as const;
/** Documented: ten unique properties for each kind of object. */
const UNIQUE_LIMIT = 10;

type NewProperty = Record<(typeof REQUIRED)[number], string>;

const alreadyThere = (what: string): HubspotError =>
  new HubspotError(409, `${what} already exists.`, { category: 'OBJECT_ALREADY_EXISTS' });
const unknown = (what: string): HubspotError =>
  new HubspotError(404, `${what} does not exist`, { category: 'OBJECT_NOT_FOUND' });

function requiredTexts(body: JsonObject): NewProperty {
  const missing = REQUIRED.filter((field) => !textOf(body[field]));
  if (missing.length > 0) throw badJson(`Some required fields were not set: [${missing.join(', ')}]`);
  const text = (field: (typeof REQUIRED)[number]) => textOf(body[field]) ?? '';
  return {
    name: text('name'),
    label: text('label'),
    type: text('type'),
    fieldType: text('fieldType'),
    groupName: text('groupName'),
  };
}

function readOptions(value: unknown): PropertyOption[] {
  return (listOf(value) ?? []).map((entry, index): PropertyOption => {
    const label = isObject(entry) ? textOf(entry.label) : undefined;
    const given = isObject(entry) ? textOf(entry.value) : undefined;
    if (label === undefined || given === undefined) throw badJson('Some required fields were not set: [label, value]');
    return { label, value: given, displayOrder: index, hidden: isObject(entry) && entry.hidden === true };
  });
}

/** The properties of contacts, and the groups they are shown in. */
export class PropertyStore {
  readonly #properties = new Map<string, PropertyDefinition>();
  readonly #groups = new Map<string, PropertyGroup>();

  constructor(at: string) {
    for (const group of STANDARD_GROUPS) this.#groups.set(group.name, { ...group });
    for (const property of standardProperties(at)) this.#properties.set(property.name, property);
  }

  list(archived = false): PropertyDefinition[] {
    return [...this.#properties.values()].filter((property) => property.archived === archived);
  }

  /** `undefined` when it never was, or was archived. */
  get(name: string): PropertyDefinition | undefined {
    const property = this.#properties.get(name);
    return property?.archived === false ? property : undefined;
  }

  groups(): PropertyGroup[] {
    return [...this.#groups.values()];
  }

  group(name: string): PropertyGroup {
    const group = this.#groups.get(name);
    if (!group) throw unknown(`Property group ${name}`);
    return group;
  }

  /** The archived definition can be asked for, as the API lets one. */
  one(name: string, archived: boolean): PropertyDefinition {
    const property = this.#properties.get(name);
    if (property?.archived !== archived) throw unknown(`Property ${name}`);
    return property;
  }

  /** Takes the body of `POST /crm/properties/…`; the name of an archived property makes it anew. */
  create(body: JsonObject, at: string): PropertyDefinition {
    const given = requiredTexts(body);
    const options = readOptions(body.options);
    const hasUniqueValue = body.hasUniqueValue === true;
    if (this.get(given.name)) throw alreadyThere(`A property named '${given.name}'`);
    const problem = this.#problemOf(given, hasUniqueValue, options);
    if (problem !== undefined) throw badInput(problem);
    const property = definitionOf(
      {
        ...given,
        ...(options.length > 0 && { options }),
        description: textOf(body.description) ?? '',
        hasUniqueValue,
        formField: body.formField === true,
        hidden: body.hidden === true,
      },
      at,
    );
    this.#properties.set(given.name, property);
    return property;
  }

  createGroup(body: JsonObject): PropertyGroup {
    const name = textOf(body.name);
    const label = textOf(body.label);
    if (!name || !label) throw badJson('Some required fields were not set: [name, label]');
    if (!NAME.test(name)) throw badInput(`Invalid property group name: ${name}`);
    if (this.#groups.has(name)) throw alreadyThere(`A property group named '${name}'`);
    const group = { name, label, displayOrder: -1, archived: false };
    this.#groups.set(name, group);
    return group;
  }

  archive(name: string, at: string): void {
    const property = this.one(name, false);
    if (property.hubspotDefined) throw badInput(`Property ${name} is defined by HubSpot and cannot be archived`);
    Object.assign(property, { archived: true, archivedAt: at, updatedAt: at });
  }

  #problemOf(given: NewProperty, unique: boolean, options: readonly PropertyOption[]): string | undefined {
    const { name, type, fieldType, groupName } = given;
    if (!NAME.test(name)) return `Invalid property name: ${name}. Lower-case letters, digits and underscores only.`;
    if (!this.#groups.has(groupName)) return `Property group ${groupName} does not exist`;
    if (!FIELD_TYPES[type]?.includes(fieldType)) return `Field type ${fieldType} does not fit type ${type}`;
    if (type === 'enumeration' && options.length === 0) return 'An enumeration needs options';
    if (!unique) return undefined;
    if (type !== 'string' && type !== 'number') return `A property of type ${type} cannot have unique values`;
    const others = this.list().filter((property) => property.hasUniqueValue);
    return others.length >= UNIQUE_LIMIT
      ? `There are ${UNIQUE_LIMIT} properties with unique values already`
      : undefined;
  }
}
