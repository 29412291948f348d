/** Whether an index lies in a PostgreSQL database, and not in a file. */
export function isPostgres(place: string): boolean {
  return /^postgres(ql)?:\/\//.test(place);
}
