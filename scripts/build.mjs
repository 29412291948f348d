// npm run build: builds `dist/`, current or not.
import { build } from './built.mjs';

build();
