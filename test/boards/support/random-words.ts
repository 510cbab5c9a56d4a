/** What random programs are made of: names, pins, numbers and texts that have shown bugs or might. */
export const OUTPUTS = ['D7', 'D8', 'D12', 'D13'];
export const PWM = ['D5', 'D6'];
export const NUMBERS = ['a', 'b', '计数'];
export const BOOLEANS = ['flag', 'done'];
export const LISTS = ['items', '数据'];
export const TEXTS = ['', 'x', 'Abc', 'hello', '你好', 'T=', 'a,b', '%d"\\', 'TRUE'];
export const LITERALS = [
  0.3, 7.5, 12.75, -2.5, 33.333, 0, 1, 2, 3, 5, 10, 100, 255, 0.5, 0.1, 1.5, 2.25, -1, -7, -0.25, 1000, 65536,
  123456.789, 1e-5, 3.4e10, 16777216,
];
export const LINES = ['12', '-3.5', 'abc', ' 7x', '0.125', '99999999.9', '+4', 'hello', '1e3', '.5'];
