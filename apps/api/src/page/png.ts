import { renderAsync } from '@resvg/resvg-js';

/** An SVG as PNG, twice as many pixels wide as it is, in the fonts of the machine. Off the event loop. */
export async function renderPng(svg: string): Promise<Buffer> {
  const image = await renderAsync(svg, { fitTo: { mode: 'zoom', value: 2 }, font: { loadSystemFonts: true, defaultFontFamily: 'Noto Sans' } });
  return image.asPng();
}
