/** A QR code as one path over a grid of `size` by `size` squares. */
export interface QrDrawing {
  readonly size: number;
  readonly path: string;
}

/** Draws a text of at most some 300 characters. Rows of dark squares become one stroke each. */
export async function drawQr(text: string): Promise<QrDrawing> {
  const { default: qrcode } = await import('qrcode');
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const strokes: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (data[row * size + column] !== 1) continue;
      let end = column;
      while (end + 1 < size && data[row * size + end + 1] === 1) end += 1;
      strokes.push(`M${column} ${row}h${end - column + 1}v1h-${end - column + 1}z`);
      column = end;
    }
  }
  return { size, path: strokes.join('') };
}
