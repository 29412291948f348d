import { namedRound } from '#libs/domain';
import { words } from '../words/en.js';

/** "Round of July", "Round 6"; of another kind of notice than layoffs, "Round of July, strike". */
export function roundTitle({ notice, round }: { notice: string; round: string | null }): string {
  const named = round === null ? words.notices.noRound : roundName(round);
  return notice === 'layoff' ? named : words.notices.ofKind(named, notice);
}

export function roundName(round: string): string {
  return namedRound(round, words.notices.round);
}
