import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type RenderedImage, renderAsync } from '@resvg/resvg-js';
import { assetsFolder } from './assets.js';

/** Comes with the page: a server may have no fonts of its own. */
const FAMILY = 'Open Sans';

/** An SVG as PNG, twice as many pixels wide as it is. Off the event loop. */
export async function renderPng(svg: string): Promise<Buffer> {
  return (await rasterise(svg, { systemFonts: true })).asPng();
}

/** @param options.systemFonts whether the machine's fonts are at hand too: for letters that the page's own lacks */
export async function rasterise(svg: string, { systemFonts }: { systemFonts: boolean }): Promise<RenderedImage> {
  const folder = join(assetsFolder(), 'fonts');
  const fontFiles = readdirSync(folder).filter((name) => name.endsWith('.ttf')).map((name) => join(folder, name));
  return renderAsync(svg, { fitTo: { mode: 'zoom', value: 2 }, font: { fontFiles, loadSystemFonts: systemFonts, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY, serifFamily: FAMILY } });
}
