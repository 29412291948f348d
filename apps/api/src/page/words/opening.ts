/** What the page says on which a negotiation is opened, and where one was opened and nothing more. */
export const opening = {
  empty: { title: 'Nothing is recorded yet', text: 'This negotiation is open, and nothing is recorded to have happened in it. Whoever has a token adds facts, each with its source; without one, ask whoever keeps this server.', add: 'Add the first fact' },
  title: 'Open a negotiation',
  note: 'What it is about, where it takes place, and who talks with whom. Facts and sources are added afterwards.',
  open: 'Open it',
  parties: 'Parties, as far as they are known',
  labels: { title: 'Title', id: 'Id', zone: 'Time zone of the place', summary: 'Summary', party: 'Party', side: 'Side' },
  hints: {
    title: 'As in “The mill and its weavers, 2011”.',
    id: 'Letters, digits, dots, dashes, as in mill-2011. It names the negotiation for ever, and stands in its address.',
    zone: 'Days and times are those of this zone. It can’t be changed later.',
  },
  sides: { employer: 'employer', employees: 'employees', outside: 'from outside' },
};
