/** Of what other sites show in a frame. */
export const embedWords = {
  embed: {
    open: 'Embed',
    note: 'A frame for an article: without script, light and dark, from 280 pixels up. It shows the moment of this page; pinned, it never changes.',
    names: { headline: 'The sentence', chart: 'The chart', deadlines: 'The deadlines' },
    follows: 'To follow the record instead, take the moment out of the address.',
    copy: 'Copy',
    title: (part: string, title: string) => `${part}: ${title}`,
    source: 'Parley: the record of this moment, with its sources',
    legend: 'Solid: certain. Hatched: possible. Dashed: planned. Ring: a stated total. Tinted: after this moment.',
    noDeadlines: 'No deadline is recorded by this moment.',
    more: (count: number) => `and ${count} more`,
    leftOut: (lanes: number) => (lanes === 1 ? 'One lane has no room here.' : `${lanes} lanes have no room here.`),
    unknown: 'There are these to embed: chart, headline, deadlines.',
  },
};
