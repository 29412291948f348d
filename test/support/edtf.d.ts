/** The `edtf` package has no types of its own; tests ask it only for the bounds of a date, in UTC. */
declare module 'edtf' {
  /** `min` and `max` are the first and last millisecond. Throws where the text is not EDTF. */
  export default function edtf(text: string): { min: number; max: number };
}
