import { type RestConfig, restDefaults } from '../rest-config';

/** A connector with the defaults, unless told otherwise. */
export const restSample = (over: Partial<RestConfig> = {}): RestConfig => ({
  ...restDefaults,
  baseUrl: 'https://crm.example.com/api',
  ...over,
});
