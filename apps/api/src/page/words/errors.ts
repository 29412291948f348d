/** What the pages for errors say. */
export const errors = {
  back: 'All negotiations',
  titles: { missing: 'There is nothing here', wrong: 'This can’t be asked', failed: 'Something went wrong' },
  failed: 'The page could not be made. It is not your doing; try again in a moment.',
  request: (id: string) => `The server’s log names this request ${id}.`,
};
