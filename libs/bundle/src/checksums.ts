/** A file of the bundle, with what is said of it. */
export interface Summed {
  path: string;
  bytes: number;
  /** Lower-case hex. */
  sha256: string;
}

/** As `sha256sum` writes and checks it. */
export function checksumsText(files: readonly Summed[]): string {
  return files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
}
