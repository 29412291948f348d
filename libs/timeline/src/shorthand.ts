/**
 * What nearly every event says in the same words, each written as one control character: JSON never holds one as it is, and the text of
 * an event becomes half as long. No more than 32.
 */
const PHRASES = [
  '"breakdowns":[{"by":"agency","complete":true,"parts":[{"count":{"high":', '"claims":[{"data":{"', '"happened":{"earliest":', '},"rank":"normal","reported":{"earliest":',
  '"sources":[{"locator":"', '"qualifier":"exact","wording":"', '"},"name":"', '{"count":{"high":', '"count":{"high":', ',"low":', ',"edtf":"', '","latest":', '","source":"', '"rank":"normal"',
  '"reported":{"earliest":', '"salt":"', '{"bodyHash":"', '","id":"', '","op":"record","recordedAt":"', '","recordedBy":"', '","revision":1,"seq":', '"notice":"layoff"', '"round":"',
  '"attributedTo":"', '"speaker":"', '"gist":"', '"wording":"', '"qualifier":"', '"body":{', '","', '"},"', '00000',
];
const CODES = new Map(PHRASES.map((phrase, code) => [phrase, String.fromCharCode(code)]));
const ANY_PHRASE = new RegExp([...PHRASES].sort((a, b) => b.length - a.length).map((phrase) => phrase.replace(/[[\]{}]/g, '\\$&')).join('|'), 'g');
const ANY_CODE = /[\u0000-\u001f]/g;

/** @param json as `JSON.stringify` writes it without indentation */
export function shorten(json: string): string {
  return json.replace(ANY_PHRASE, (phrase) => CODES.get(phrase) as string);
}

export function expand(short: string): string {
  return short.replace(ANY_CODE, (code) => PHRASES[code.charCodeAt(0)] as string);
}
