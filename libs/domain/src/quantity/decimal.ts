/** Exact arithmetic on decimal strings such as `1600000000`, `9.1`, `-0.05`. */
interface Decimal {
  units: bigint;
  /** Digits after the point. */
  places: number;
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Negative where a < b, 0 where they are the same number, positive where a > b. */
export function compareDecimal(a: string, b: string): number {
  const difference = read(subtractDecimal(a, b)).units;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function addDecimal(a: string, b: string): string {
  return combine(a, b, (x, y) => x + y);
}

export function subtractDecimal(a: string, b: string): string {
  return combine(a, b, (x, y) => x - y);
}

export function multiplyDecimal(a: string, b: string): string {
  const [x, y] = [read(a), read(b)];
  return print({ units: x.units * y.units, places: x.places + y.places });
}

/** The same number moved by powers of ten: `shiftDecimal('1.6', 9)` is `1600000000`. */
export function shiftDecimal(text: string, tens: number): string {
  const { units, places } = read(text);
  return tens > places ? print({ units: units * 10n ** BigInt(tens - places), places: 0 }) : print({ units, places: places - tens });
}

function combine(a: string, b: string, operate: (x: bigint, y: bigint) => bigint): string {
  const [x, y] = [read(a), read(b)];
  const places = Math.max(x.places, y.places);
  const scaled = ({ units, places: own }: Decimal) => units * 10n ** BigInt(places - own);
  return print({ units: operate(scaled(x), scaled(y)), places });
}

function read(text: string): Decimal {
  if (!isDecimal(text)) throw new RangeError(`"${text}" is not a decimal number`);
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), places: fraction.length };
}

/** Without trailing zeros, without `-0`. */
function print({ units, places }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
