import {
  definitionOf,
  type PropertyDefinition,
  type PropertyGroup,
  type PropertyOption,
} from './property-definition.ts';

export const STANDARD_GROUPS: readonly PropertyGroup[] = [
  { name: 'contactinformation', label: 'Contact information', displayOrder: 0, archived: false },
  { name: 'emailinformation', label: 'Email information', displayOrder: 1, archived: false },
  { name: 'contact_activity', label: 'Contact activity', displayOrder: 2, archived: false },
];

type Line = readonly [name: string, label: string, type: string, fieldType: string];

const TEXTS: readonly Line[] = [
  ['email', 'Email', 'string', 'text'],
  ['firstname', 'First Name', 'string', 'text'],
  ['lastname', 'Last Name', 'string', 'text'],
  ['salutation', 'Salutation', 'string', 'text'],
  ['phone', 'Phone Number', 'string', 'phonenumber'],
  ['mobilephone', 'Mobile Phone Number', 'string', 'phonenumber'],
  ['fax', 'Fax Number', 'string', 'phonenumber'],
  ['company', 'Company Name', 'string', 'text'],
  ['jobtitle', 'Job Title', 'string', 'text'],
  ['website', 'Website URL', 'string', 'text'],
  ['address', 'Street Address', 'string', 'text'],
  ['city', 'City', 'string', 'text'],
  ['state', 'State/Region', 'string', 'text'],
  ['zip', 'Postal Code', 'string', 'text'],
  ['country', 'Country/Region', 'string', 'text'],
  ['date_of_birth', 'Date of birth', 'string', 'text'],
  ['message', 'Message', 'string', 'textarea'],
  ['annualrevenue', 'Annual Revenue', 'string', 'text'],
  ['closedate', 'Close Date', 'datetime', 'date'],
  ['hs_email_optout', 'Unsubscribed from all email', 'bool', 'booleancheckbox'],
];

const READ_ONLY: readonly Line[] = [
  ['hs_additional_emails', 'Additional email addresses', 'enumeration', 'checkbox'],
  ['hs_merged_object_ids', 'Merged record IDs', 'enumeration', 'checkbox'],
  ['createdate', 'Create Date', 'datetime', 'date'],
  ['lastmodifieddate', 'Last Modified Date', 'datetime', 'date'],
  ['hs_object_source', 'Record source', 'string', 'text'],
  ['hs_object_source_label', 'Record source', 'string', 'text'],
];

const CALCULATED: readonly Line[] = [
  ['hs_object_id', 'Record ID', 'number', 'number'],
  ['hs_all_contact_vids', 'All vids for a contact', 'enumeration', 'checkbox'],
  ['hs_calculated_merged_vids', 'Merged vids with timestamps of a contact', 'enumeration', 'checkbox'],
  ['hs_email_domain', 'Email Domain', 'string', 'text'],
  ['hs_is_contact', 'Is a contact', 'bool', 'booleancheckbox'],
];

const choices = (...pairs: readonly (readonly [value: string, label: string])[]): PropertyOption[] =>
  pairs.map(([value, label], displayOrder) => ({ label, value, displayOrder, hidden: false }));

const LIFECYCLE = choices(
  ['subscriber', 'Subscriber'],
  ['lead', 'Lead'],
  ['marketingqualifiedlead', 'Marketing Qualified Lead'],
  ['salesqualifiedlead', 'Sales Qualified Lead'],
  ['opportunity', 'Opportunity'],
  ['customer', 'Customer'],
  ['evangelist', 'Evangelist'],
  ['other', 'Other'],
);

const LEAD_STATUS = choices(
  ['NEW', 'New'],
  ['OPEN', 'Open'],
  ['IN_PROGRESS', 'In Progress'],
  ['OPEN_DEAL', 'Open Deal'],
  ['UNQUALIFIED', 'Unqualified'],
  ['ATTEMPTED_TO_CONTACT', 'Attempted to Contact'],
  ['CONNECTED', 'Connected'],
  ['BAD_TIMING', 'Bad Timing'],
);

const LANGUAGES = choices(['en', 'English'], ['de', 'German'], ['es', 'Spanish'], ['fr', 'French'], ['ja', 'Japanese']);

/** What every account has; HubSpot's list is ten times as long. */
export function standardProperties(at: string): PropertyDefinition[] {
  const make = ([name, label, type, fieldType]: Line, more: Partial<PropertyDefinition> = {}) =>
    definitionOf(
      {
        name,
        label,
        type,
        fieldType,
        groupName: 'contactinformation',
        hubspotDefined: true,
        modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyValue: false },
        ...more,
      },
      at,
    );
  const readOnly = { archivable: false, readOnlyDefinition: true, readOnlyValue: true };
  return [
    ...TEXTS.map((line) => make(line, { formField: true })),
    make(['lifecyclestage', 'Lifecycle Stage', 'enumeration', 'radio'], { options: LIFECYCLE }),
    make(['hs_lead_status', 'Lead Status', 'enumeration', 'radio'], { options: LEAD_STATUS }),
    make(['hs_language', 'Preferred language', 'enumeration', 'select'], { options: LANGUAGES }),
    make(['hubspot_owner_id', 'Contact owner', 'enumeration', 'select'], { externalOptions: true }),
    ...READ_ONLY.map((line) => make(line, { modificationMetadata: readOnly })),
    ...CALCULATED.map((line) => make(line, { modificationMetadata: readOnly, calculated: true })),
  ];
}
