/**
 * Size of a bitmap from its header, before anybody spends memory on decoding it.
 * @see PNG (ISO/IEC 15948) 11.2.2, GIF89a 18, BMP BITMAPINFOHEADER, JPEG (ITU-T T.81) B.2.2
 */
export interface BitmapSize {
  width: number;
  height: number;
}

/** Null for anything but PNG, GIF, BMP and JPEG, and for files that end before they tell. */
export function bitmapSize(bytes: ArrayBuffer): BitmapSize | null {
  const view = new DataView(bytes);
  try {
    const first = view.getUint32(0);
    if (first === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
    if (first === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (first >>> 16 === 0x424d) {
      return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
    }
    if (first >>> 16 === 0xffd8) return jpegSize(view);
  } catch {
    // A read beyond the end.
  }
  return null;
}

function jpegSize(view: DataView): BitmapSize | null {
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    // Start of frame, of any coding; C4, C8 and CC are other things.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
