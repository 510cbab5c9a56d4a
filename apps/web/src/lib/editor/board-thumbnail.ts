import { mount, unmount } from 'svelte';
import type { BoardType } from '@paperkite/project';

const SIZE = { width: 320, height: 240 };

/** The picture of a work that is about a board, as a thumbnail of a stage is; undefined when it cannot be drawn. */
export async function boardThumbnail(board: BoardType): Promise<Blob | undefined> {
  let address: string | undefined;
  try {
    address = URL.createObjectURL(new Blob([await drawing(board)], { type: 'image/svg+xml' }));
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, SIZE.width, SIZE.height);
    context.drawImage(picture, 0, 0, SIZE.width, SIZE.height);
    return await canvas.convertToBlob({ type: 'image/webp' });
  } catch {
    return undefined;
  } finally {
    if (address !== undefined) URL.revokeObjectURL(address);
  }
}

/** Rejects when what draws it does not come. */
async function drawing(board: BoardType): Promise<string> {
  const { default: BoardPicture } = await import('./board/BoardPicture.svelte');
  const place = document.createElement('div');
  const drawn = mount(BoardPicture, { target: place, props: { board } });
  const svg = place.querySelector('svg')!;
  svg.setAttribute('width', String(SIZE.width));
  svg.setAttribute('height', String(SIZE.height));
  const text = new XMLSerializer().serializeToString(svg);
  void unmount(drawn);
  return text;
}
