import type { DataOf, FactData, FactType } from '#libs/domain';

type Titles = { [T in FactType]: (data: DataOf<T>) => string };

/** A line by which a reader of the tables knows the fact. The recorder's own words come first, where there are any. */
const TITLES: Titles = {
  'negotiation.opened': ({ title }) => title,
  'source.registered': ({ title, publisher, published }) => title ?? [publisher ?? 'source', published.edtf].join(', '),
  'party.joined': ({ name }) => name,
  'person.named': ({ name }) => name,
  'group.identified': ({ name }) => name,
  'milestone.reached': ({ kind }) => kind.replaceAll('-', ' '),
  'term.offered': ({ term, text }) => `${term}: ${text}`,
  'figure.given': ({ measure, value }) => (value === undefined ? measure : `${measure}: ${value.wording}`),
  'notices.planned': ({ count, notice }) => `${count.wording} ${notice} notices planned`,
  'notices.issued': ({ count, notice }) => `${count.wording} ${notice} notices issued`,
  'notices.totalled': ({ count, notice, measure }) => `${count.wording} ${notice} notices ${measure}, stated total`,
  'notices.postponed': ({ count, notice }) => `${count.wording} ${notice} notices postponed`,
  'notices.withdrawn': ({ count, notice }) => `${count.wording} ${notice} notices withdrawn`,
  'notices.took-effect': ({ count, notice }) => `${count.wording} ${notice} notices took effect`,
  'deadline.set': ({ key, due }) => `${key} set${due === undefined ? '' : `: ${due.edtf}`}`,
  'deadline.moved': ({ key, due }) => `${key} moved${due === undefined ? '' : `: ${due.edtf}`}`,
  'deadline.met': ({ key }) => `${key} met`,
  'deadline.missed': ({ key }) => `${key} missed`,
  'deadline.withdrawn': ({ key }) => `${key} withdrawn`,
  'rule.adopted': ({ rule, needed, outOf, unit }) => `${rule}: ${needed}${outOf === undefined ? '' : ` of ${outOf}`} ${unit} needed`,
  'ballot.called': ({ ballot }) => `${ballot} called`,
  'ballot.tallied': ({ ballot }) => `${ballot} tallied`,
  'statement.made': ({ speaker, gist }) => `${speaker}: ${gist}`,
};

export function titleOf(type: FactType, data: FactData): string {
  const said = data.what ?? (TITLES[type] as (data: FactData) => string)(data);
  return said.length > 200 ? `${said.slice(0, 199)}…` : said;
}
