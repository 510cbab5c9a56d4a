import { describe, expect, it } from 'vitest';
import { testTransportContract } from '../testing/transport-contract.ts';
import { FakeMicrobitUsb } from '../fakes/fake-microbit-usb.ts';
import { MicrobitUsbTransport } from './usb-transport.ts';

testTransportContract('The debugging interface of a micro:bit', () => {
  const usb = new FakeMicrobitUsb();
  return { transport: new MicrobitUsbTransport(usb), device: usb };
});

describe('the transport over a micro:bit’s debugging interface', () => {
  it('listens before it connects, because the library sets the speed only then', async () => {
    const usb = new FakeMicrobitUsb();
    await new MicrobitUsbTransport(usb).open({ baudRate: 115_200 });
    expect(usb.listenedWhenConnected).toBe(true);
  });

  it.each([
    ['device-in-use', 'busy_other_program'],
    ['firmware-update-required', 'microbit_firmware_old'],
    ['device-disconnected', 'lost'],
  ])('says %s as %s', async (code, ours) => {
    const usb = new FakeMicrobitUsb();
    usb.failure = Object.assign(new Error(code), { code });
    await expect(new MicrobitUsbTransport(usb).open({ baudRate: 115_200 })).rejects.toMatchObject({ code: ours });
  });
});
