interface CitedWords {
  publisher: string;
  title: string;
  moment: string;
  knowledge: string;
  size: string;
  root: string;
  url: string;
}

/** Of citing a page. */
export const citeWords = {
  cite: {
    open: 'Cite',
    sentence: 'To quote',
    link: 'Permanent link',
    citation: 'Citation',
    note: 'The link fixes the moment, what was known, and the ledger by its size and root: what it shows never changes.',
    save: 'Save as',
    files: { json: 'CSL-JSON', bib: 'BibTeX', ris: 'RIS', txt: 'Text' },
    copySentence: 'Copy sentence and link',
    copyLink: 'Copy link',
    copyText: 'Copy citation',
    copied: 'Copied.',
    selected: 'This browser does not let the page copy. The text is selected: copy it from there.',
    work: (title: string, moment: string) => `${title}, ${moment}`,
    version: (size: string) => `ledger size ${size}`,
    noteOf: (knowledge: string, size: string, root: string) => `As known ${knowledge}. Ledger size ${size}, Merkle root (RFC 6962) ${root}.`,
    text: ({ publisher, title, moment, knowledge, size, root, url }: CitedWords) => `${publisher}, “${title}”, ${moment}, as known ${knowledge}; ledger size ${size}, root ${root}. ${url}`,
  },
};
