import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { runs } from '../../test/arbitrary-project.ts';
import { isPictureFormat } from './asset.ts';
import { pictureSize } from './picture-size.ts';
import { sniffAsset } from './sniff.ts';

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
// 3 x 2 pixels each, cut off after the header where the rest does not matter.
const PNG = hex('89504e470d0a1a0a0000000d4948445200000003000000020802000000');
const GIF = hex('47494638396103000200800000');
const BMP = hex('424d4e000000000000003600000028000000' + '03000000' + 'feffffff' + '01001800');
const JPG = hex('ffd8ffe000104a46494600010100000100010000' + 'ffc0001108' + '0002' + '0003' + '0301220002110103110100');

describe('recognising files by content', () => {
  it.each<[string, Uint8Array, ReturnType<typeof sniffAsset>]>([
    ['png', PNG, 'png'],
    ['gif', GIF, 'gif'],
    ['bmp', BMP, 'bmp'],
    ['jpg', JPG, 'jpg'],
    ['wav', strToU8('RIFF\0\0\0\0WAVEfmt '), 'wav'],
    ['ogg', strToU8('OggS\0'), 'ogg'],
    ['mp3 with a tag', strToU8('ID3\x03'), 'mp3'],
    ['mp3 without', hex('fffb9064'), 'mp3'],
    ['svg', strToU8('<svg>'), 'svg'],
    [
      'svg after its prologue',
      strToU8('\ufeff<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE svg [<!ENTITY a ">">]>\n<svg:svg/>'),
      'svg',
    ],
    ['html', strToU8('<!DOCTYPE html><html><svg/></html>'), undefined],
    ['text', strToU8('svg'), undefined],
    ['avi', strToU8('RIFF\0\0\0\0AVI LIST'), undefined],
    ['nothing', new Uint8Array(), undefined],
  ])('%s', (_, bytes, format) => {
    expect(sniffAsset(bytes)).toBe(format);
  });

  it('agrees with the names of real assets', () => {
    const folder = new URL('../../../../../shared/fixtures/scratch-execute/', import.meta.url);
    for (const name of existsSync(folder) ? readdirSync(folder).filter((one) => /\.sb[23]$/.test(one)) : []) {
      for (const [file, bytes] of Object.entries(unzipSync(readFileSync(new URL(name, folder))))) {
        const ending = file.split('.').at(-1);
        if (ending !== 'json' && bytes.length > 0)
          expect(`${name} ${file} ${sniffAsset(bytes)}`).toBe(`${name} ${file} ${ending}`);
      }
    }
  });
});

describe('the size of a picture', () => {
  it.each<['png' | 'gif' | 'bmp' | 'jpg', Uint8Array]>([
    ['png', PNG],
    ['gif', GIF],
    ['bmp', BMP],
    ['jpg', JPG],
  ])('is read from the header of a %s', (format, bytes) => {
    expect(pictureSize(bytes, format)).toEqual({ width: 3, height: 2 });
  });

  it.each<[string, { width: number; height: number } | undefined]>([
    ['<svg width="3" height="2px">', { width: 3, height: 2 }],
    ["<svg viewBox='0 0 3 2'>", { width: 3, height: 2 }],
    ['<svg width="100%" height="100%" viewBox="1,1,3,2">', { width: 3, height: 2 }],
    ['<svg width="0" height="0">', undefined],
    ['<g/>', undefined],
  ])('is read from %s', (text, size) => {
    expect(pictureSize(strToU8(text), 'svg')).toEqual(size);
  });

  it('is unknown, never an exception, for bytes of any kind', () => {
    const start = fc.constantFrom(PNG, GIF, BMP, JPG, strToU8('<svg width="'));
    fc.assert(
      fc.property(start, fc.nat(40), fc.uint8Array({ maxLength: 60 }), (head, keep, tail) => {
        const bytes = Uint8Array.from([...head.slice(0, keep), ...tail]);
        const format = sniffAsset(bytes);
        if (format && isPictureFormat(format)) pictureSize(bytes, format);
      }),
      runs(20_000, 1_000),
    );
  });
});
