/** What the page says on which a case is imported. */
export const importing = {
  title: 'Import a case',
  note: 'A case is a folder: case.yaml, and the CSV lists that it names. First you see what would be written; nothing is, unless all of it is valid.',
  folder: 'A folder',
  files: 'Or its files: case.yaml and the lists',
  drop: 'Or drop the folder or the files anywhere on this form.',
  retract: 'Retract what the record has and the files no longer have',
  show: 'Show the plan',
  write: 'Write',
  plan: (negotiation: string) => `What would be written to ${negotiation}`,
  done: (events: number) => (events === 0 ? 'Nothing was left to write' : events === 1 ? '1 event was written' : `${events} events were written`),
  open: 'Open the negotiation',
  problems: (count: number) => (count === 1 ? 'There is 1 problem; nothing was written.' : `There are ${count} problems; nothing was written.`),
  none: 'Choose a folder with a case.yaml first.',
};
