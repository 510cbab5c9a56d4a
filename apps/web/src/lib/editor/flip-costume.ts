import { ok, type Result } from '@paperkite/kernel';
import { admitAsset, ASSET_MIME, pictureSize, type Asset, type Costume, type ProjectError } from '@paperkite/project';

/** The picture of a costume as in a mirror, and what of the costume changes with it. */
export interface Flipped {
  asset: Asset;
  changes: Pick<Costume, 'asset' | 'format' | 'rotationCenterX' | 'rotationCenterY'>;
}

/** Mirrors a costume across (left for right) or down (upside down); its centre stays where it is in the picture. */
export async function flippedCostume(
  costume: Costume,
  bytes: Uint8Array,
  way: 'across' | 'down',
): Promise<Result<Flipped, ProjectError>> {
  const vector = costume.format === 'svg';
  const drawn = vector ? flippedSvg(bytes, way) : await flippedBitmap(bytes, costume.format, way);
  const admitted = await admitAsset(drawn.bytes);
  if (!admitted.ok) return admitted;
  const { hash, format, asset } = admitted.value;
  return ok({
    asset,
    changes: {
      asset: hash,
      format: format as Costume['format'],
      rotationCenterX: way === 'across' ? drawn.width - costume.rotationCenterX : costume.rotationCenterX,
      rotationCenterY: way === 'down' ? drawn.height - costume.rotationCenterY : costume.rotationCenterY,
    },
  });
}

interface Drawn {
  bytes: Uint8Array;
  /** Costume pixels. */
  width: number;
  height: number;
}

/** The picture goes whole into a mirrored one: whatever it says about its own size stays true. */
function flippedSvg(bytes: Uint8Array, way: 'across' | 'down'): Drawn {
  const document = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
  const root = document.documentElement;
  const { width, height } = pictureSize(bytes, 'svg') ?? { width: 300, height: 150 };
  const box =
    root
      .getAttribute('viewBox')
      ?.trim()
      .split(/[\s,]+/)
      .map(Number) ?? [];
  const [left, top, wide, high] = box.length === 4 && box.every(Number.isFinite) ? box : [0, 0, width, height];
  const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  const matrix =
    way === 'across' ? `matrix(-1 0 0 1 ${2 * left! + wide!} 0)` : `matrix(1 0 0 -1 0 ${2 * top! + high!})`;
  // Twice the same way is none: a picture that is flipped often must not grow.
  const only = root.children.length === 1 ? root.children[0]! : undefined;
  if (only?.tagName === 'g' && only.getAttribute('transform') === matrix && only.attributes.length === 1) {
    only.replaceWith(...only.childNodes);
  } else {
    group.setAttribute('transform', matrix);
    group.append(...root.childNodes);
    root.append(group);
  }
  return { bytes: new TextEncoder().encode(new XMLSerializer().serializeToString(document)), width, height };
}

async function flippedBitmap(bytes: Uint8Array, format: Costume['format'], way: 'across' | 'down'): Promise<Drawn> {
  const image = await createImageBitmap(new Blob([bytes as BlobPart], { type: ASSET_MIME[format] }));
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  if (way === 'across') context.setTransform(-1, 0, 0, 1, width, 0);
  else context.setTransform(1, 0, 0, -1, 0, height);
  context.drawImage(image, 0, 0);
  const flipped = await canvas.convertToBlob({ type: 'image/png' });
  return { bytes: new Uint8Array(await flipped.arrayBuffer()), width, height };
}
