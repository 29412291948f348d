import { words } from '../words/en.js';

/** "Round of July"; of another kind of notice than layoffs, "Round of July, strike". */
export function roundTitle({ notice, round }: { notice: string; round: string | null }): string {
  const named = round === null ? words.notices.noRound : words.notices.round(round.charAt(0).toUpperCase() + round.slice(1));
  return notice === 'layoff' ? named : words.notices.ofKind(named, notice);
}
