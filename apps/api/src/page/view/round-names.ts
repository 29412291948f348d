import { words } from '../words/en.js';

/** "Round of July"; "Round-2" as it is; of another kind of notice than layoffs, "Round of July, strike". */
export function roundTitle({ notice, round }: { notice: string; round: string | null }): string {
  const named = round === null ? words.notices.noRound : roundName(round);
  return notice === 'layoff' ? named : words.notices.ofKind(named, notice);
}

export function roundName(round: string): string {
  const name = round.charAt(0).toUpperCase() + round.slice(1);
  return /^round\b/i.test(name) ? name : words.notices.round(name);
}
