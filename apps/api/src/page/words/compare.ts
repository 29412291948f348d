/** Of comparing two moments. */
export const compareWords = {
  compare: {
    title: 'Compare',
    open: 'Compare with another moment',
    note: 'What is otherwise at another point of one clock, and why.',
    with: 'This moment with',
    clock: 'On the clock of',
    clocks: { happened: 'what happened (a date)', reported: 'what was known (a date)', recorded: 'this ledger (a size)' },
    compare: 'Compare',
    caption: { happened: (from: string, to: string) => `What holds ${from}, and ${to}`, reported: (from: string, to: string) => `As known ${from}, and ${to}`, recorded: (from: string, to: string) => `By the first ${from} events of the ledger, and by ${to}` },
    columns: { what: 'What', before: 'Before', after: 'After', why: 'Why' },
    nothing: 'nothing',
    same: 'No value differs.',
    because: (cause: string, what: string) => `${cause}: ${what}`,
    more: (count: number) => `and ${count} more`,
    stated: (label: string) => `${label}, as stated`,
    today: 'How does today’s answer differ?',
    todaySame: 'As known today, the answer for this moment is the same.',
    todayDiffers: (count: number, first: string) => `As known today, ${count === 1 ? 'one value differs' : `${count} values differ`}: ${first}${count > 1 ? ' …' : ''}`,
  },
};
