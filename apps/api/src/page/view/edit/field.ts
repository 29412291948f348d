import type { ReadForm } from './reading.js';

/** A field with all that stands around it. */
export interface FieldView {
  name: string;
  label: string;
  value: string;
  control: 'line' | 'text' | 'choice' | 'check';
  /** Of a choice. */
  options: Option[];
  isNeeded: boolean;
  hint: string;
  errors: string[];
  /** What was understood of it, where such is shown. */
  reads: ReadForm | null;
  reading: string;
}

/** Makes a field of its name, label and text. */
export type MakeField = (name: string, label: string, value: string, more?: Partial<FieldView>) => FieldView;

/** What can be chosen. */
export interface Option {
  value: string;
  text: string;
}
