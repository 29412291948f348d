/** The version of the rules and conventions that answers are made with; a pinned link names the first, which stands for all. */
export const CONVENTIONS = ['rules-1', 'about-5%', 'thousands-2', 'hundreds-2', 'day-parts-1', 'seasons-north-1'] as const;
