import { type Html, html } from '../../../html.ts';
import { longestText } from './codewords.ts';
import { qrCode } from './qr-code.ts';

/** Readers need four light modules around the code (ISO/IEC 18004 §6.3.8). */
const quietModules = 4;

/** A QR code that needs neither script nor image file, dark on light in every colour scheme. Undefined for what is too long. */
export function qrImage(text: string, label: string): Html | undefined {
  if (Buffer.byteLength(text) > longestText) return undefined;
  const modules = qrCode(text);
  const size = modules.length + 2 * quietModules;
  const path = modules.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? `M${x + quietModules} ${y + quietModules}h1v1h-1z` : [])),
  );
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
<rect width="${size}" height="${size}" fill="#fff"/><path d="${path.join('')}" fill="#000"/></svg>`;
}
