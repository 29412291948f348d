import { type DateText, instantOf, localDay } from '#libs/domain';
import { words } from '../words/en.js';

/** Days for the axis and lists, in the negotiation's zone: of an instant the day that begins with it, or in which it lies. */
export interface Days {
  /** "10 May", with the year where the chart spans several. */
  short(instant: number): string;
  /** The day that ends with an instant: the end of 13 July is 13 July. */
  ending(instant: number): string;
  /** A date in words: "10 May", "between 11 May and 12 July", "by 9 March". */
  date(date: DateText): string;
}

/** @param withYear whether the year is told */
export function daysIn(zone: string, withYear: boolean): Days {
  const say = (instant: number): string => {
    const [, year, month, day] = /^(.+)-(\d\d)-(\d\d)$/.exec(localDay(instant, zone)) ?? [];
    return `${Number(day)} ${words.dates.months[Number(month) - 1]}${withYear ? ` ${Number(year)}` : ''}`;
  };
  const short = (instant: number): string => say(instant + 1);
  return {
    short,
    ending: say,
    date: ({ earliest, latest }) => {
      if (earliest === null) return latest === null ? '' : words.dates.by(say(instantOf(latest)));
      const from = short(instantOf(earliest));
      if (latest === null) return words.dates.on(from);
      const to = say(instantOf(latest));
      return from === to ? from : words.dates.between(from, to);
    },
  };
}
