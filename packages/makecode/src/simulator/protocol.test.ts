import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFromSimulator, type FromSimulator } from './protocol.ts';

const STATE = { leds: new Array<number>(25).fill(0), pins: [], tone: 0, parts: ['radio'] as const, needsV2: false };
const PACKET = { group: 7, signal: -75, serial: 1, time: 5, data: new Uint8Array(32) };

const MESSAGES: FromSimulator[] = [
  { type: 'ready' },
  { type: 'failed', message: 'why' },
  { type: 'started', serial: 1, failure: null },
  { type: 'started', serial: 1, failure: 'why' },
  { type: 'state', state: { ...STATE, pins: [{ pin: 'P0', use: 'servo', value: 90 }] } },
  { type: 'serial', text: 'hi' },
  { type: 'radio', packet: PACKET },
  { type: 'broken', message: 'why' },
];

describe('what the frame of a simulated micro:bit says', () => {
  it('is taken as it was said', () => {
    for (const message of MESSAGES) expect(decodeFromSimulator(structuredClone(message))).toEqual(message);
  });

  it.each([
    ['nothing', null],
    ['another word', { type: 'run' }],
    ['a text without an end', { type: 'serial', text: 'x'.repeat(100_001) }],
    ['a long complaint', { type: 'broken', message: 'x'.repeat(100_001) }],
    ['a failure without a reason', { type: 'failed' }],
    ['a lamp too many', { type: 'state', state: { ...STATE, leds: new Array(26).fill(0) } }],
    ['a lamp that is no number', { type: 'state', state: { ...STATE, leds: new Array(25).fill('0') } }],
    ['parts without an end', { type: 'state', state: { ...STATE, parts: new Array(33).fill('radio') } }],
    ['pins without an end', { type: 'state', state: { ...STATE, pins: new Array(33).fill({}) } }],
    ['no pin', { type: 'state', state: { ...STATE, pins: [null] } }],
    ['a tone without an end', { type: 'state', state: { ...STATE, tone: Infinity } }],
    ['a long datagram', { type: 'radio', packet: { ...PACKET, data: new Uint8Array(65) } }],
    ['a datagram that is no bytes', { type: 'radio', packet: { ...PACKET, data: [1, 2] } }],
    ['a group that is no number', { type: 'radio', packet: { ...PACKET, group: '7' } }],
    ['no datagram', { type: 'radio', packet: null }],
  ])('is not taken when it is %s', (_, said) => {
    expect(decodeFromSimulator(said)).toBeNull();
  });

  it('never breaks the page, whatever it is', () => {
    const type = fc.constantFrom(...MESSAGES.map((message) => message.type), 'other');
    const said = fc.record(
      { type, state: fc.anything(), packet: fc.anything(), text: fc.anything() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), said), (data) => void decodeFromSimulator(data)),
      { numRuns: process.env.PAPERKITE_DEEP ? 10_000 : 500 },
    );
  });
});
