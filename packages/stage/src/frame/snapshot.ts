/** A picture file of what was drawn in this very task, at another size; null where the browser cannot write it. */
export async function snapshot(
  surface: OffscreenCanvas,
  { width, height, format }: { width: number; height: number; format: string },
): Promise<ArrayBuffer | null> {
  const copy = new OffscreenCanvas(Math.round(width), Math.round(height));
  const context = copy.getContext('2d', { alpha: false });
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  // Before the first wait: a WebGL surface is empty once it was shown.
  context.drawImage(surface, 0, 0, copy.width, copy.height);
  const blob = await copy.convertToBlob({ type: format, quality: 0.85 });
  return blob.arrayBuffer();
}
