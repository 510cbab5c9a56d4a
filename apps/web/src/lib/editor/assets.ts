import type { AssetHash } from '@paperkite/project';

/** Where the bytes of costumes and sounds come from and go to: this device first, the server behind it. */
export interface AssetStore {
  /** Undefined when neither this device nor the server has them now. */
  get(hash: AssetHash): Promise<Uint8Array | undefined>;
  /** Keeps the bytes on this device and sends them to the server when there is one; resolves with their hash. */
  add(bytes: Uint8Array, mime: string): Promise<AssetHash>;
}

/** Addresses of pictures for `<img>`, made once for each asset and given back together. */
export class AssetUrls {
  readonly #store: AssetStore;
  readonly #urls = new Map<AssetHash, Promise<string>>();

  constructor(store: AssetStore) {
    this.#store = store;
  }

  /** A blob address; rejects when the bytes cannot be had. */
  url(hash: AssetHash, mime: string): Promise<string> {
    let url = this.#urls.get(hash);
    if (!url) {
      url = this.#store.get(hash).then((bytes) => {
        if (!bytes) {
          // It may arrive later: the next asker tries again.
          this.#urls.delete(hash);
          throw new Error(`asset ${hash} is not here`);
        }
        return URL.createObjectURL(new Blob([bytes as BlobPart], { type: mime }));
      });
      this.#urls.set(hash, url);
    }
    return url;
  }

  destroy(): void {
    for (const url of this.#urls.values()) url.then(URL.revokeObjectURL, () => undefined);
    this.#urls.clear();
  }
}
