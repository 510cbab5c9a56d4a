import type { Costume } from '@paperkite/project';
import type { SkinId } from '../ports.ts';
import type { SkinGeometry } from './geometry.ts';
import { Picture } from './picture.ts';

export interface Skin extends SkinGeometry {
  picture: Picture;
}

/** A decoded asset: its picture and its natural size. */
export interface DecodedAsset {
  picture: Picture;
  /** Vectors: stage units; bitmaps: their own pixels. */
  width: number;
  height: number;
  /** Where a vector's view box begins; 0 for bitmaps. */
  originX: number;
  originY: number;
}

const NOTHING: DecodedAsset = {
  picture: new Picture(null, 1, false, null),
  width: 0,
  height: 0,
  originX: 0,
  originY: 0,
};

/** The costumes of a program as skins. Assets are kept over programs, skins are not. */
export class Skins {
  readonly #assets: ReadonlyMap<string, DecodedAsset>;
  readonly #byCostume = new Map<string, SkinId>();
  readonly #skins: Skin[] = [];

  /** @param assets decoded assets by hash */
  constructor(assets: ReadonlyMap<string, DecodedAsset>) {
    this.#assets = assets;
  }

  load(costume: Costume): SkinId {
    const { asset, rotationCenterX, rotationCenterY, bitmapResolution } = costume;
    const key = [asset, rotationCenterX, rotationCenterY, bitmapResolution].join(' ');
    const known = this.#byCostume.get(key);
    if (known !== undefined) return known;
    const decoded = this.#assets.get(asset) ?? NOTHING;
    const unit = decoded.picture.vector || !(bitmapResolution > 0) ? 1 : bitmapResolution;
    const id = this.#skins.push({
      picture: decoded.picture,
      width: decoded.width / unit,
      height: decoded.height / unit,
      centerX: (finite(rotationCenterX, decoded.originX + decoded.width / 2) - decoded.originX) / unit,
      centerY: (finite(rotationCenterY, decoded.originY + decoded.height / 2) - decoded.originY) / unit,
    });
    this.#byCostume.set(key, id - 1);
    return id - 1;
  }

  /** Undefined for a number that no costume has: a sprite without costumes shows nothing. */
  get(id: SkinId): Skin | undefined {
    return this.#skins[id];
  }
}

const finite = (value: number, otherwise: number): number => (Number.isFinite(value) ? value : otherwise);
