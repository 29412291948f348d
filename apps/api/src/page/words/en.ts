import { errors } from './errors.js';
import { moment } from './moment.js';
import { recordWords } from './record.js';

/** Every sentence of the pages, in English; a translation is another module of the same shape. Numbers and dates come ready made. */
export const words = {
  language: 'en',
  site: {
    name: 'Parley',
    subtitle: 'a record of negotiations',
    navigation: 'Site',
    negotiations: 'Negotiations',
    api: 'API',
    skip: 'Skip to the record',
  },
  moment,
  errors,
  status: {
    title: 'Deal status',
    because: 'Because',
    coverage: 'Coverage',
    nothing: 'nothing is recorded',
    names: { none: 'none', talking: 'talking', stalled: 'stalled', tentative: 'tentative', voting: 'voting', rejected: 'rejected', ratified: 'ratified', ended: 'ended' },
  },
  ...recordWords,
};

export type Words = typeof words;
