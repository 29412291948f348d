import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, openApi } from '../../test/api.js';
import { rasterise } from './png.js';

let api: Api;
beforeAll(async () => {
  api = await openApi({ record: true });
});
afterAll(() => api?.close());

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

describe('the chart as PNG', () => {
  it('has its letters on a machine without fonts', async () => {
    const svg = (await api.get('/n/connecticut-2011/notices.svg?at=2011-07-13')).text;
    const { pixels, width } = await rasterise(svg, { systemFonts: false });
    /** How many of the pixels of a box, told as in the SVG, are darker than paper by half. */
    const ink = (box: Box): number => {
      let count = 0;
      for (let y = 2 * box.y; y < 2 * (box.y + box.height); y += 1) for (let x = 2 * box.x; x < 2 * (box.x + box.width); x += 1) if ((pixels[4 * (y * width + x)] ?? 255) < 128) count += 1;
      return count;
    };
    const texts = [...svg.matchAll(/<text x="32" y="(\d+)" font-size="\d+" font-weight="600"|<text x="32" y="(\d+)" font-family/g)].map(([, title, sentence]) => Number(title ?? sentence));
    expect(texts.length).toBeGreaterThanOrEqual(2);
    for (const baseline of texts) expect(ink({ x: 32, y: baseline - 14, width: 300, height: 16 })).toBeGreaterThan(1_000);
    expect(ink({ x: 32, y: 0, width: 300, height: 20 })).toBe(0);
  });

  it('keeps its sentence within the picture', async () => {
    const svg = (await api.get('/n/connecticut-2011/notices.svg?at=2011-07-13')).text;
    const { pixels, width, height } = await rasterise(svg, { systemFonts: false });
    const right = Array.from({ length: height }, (_, y) => pixels[4 * (y * width + width - 20)] ?? 0);
    expect(Math.min(...right.slice(0, 300))).toBeGreaterThan(200);
  });
});
