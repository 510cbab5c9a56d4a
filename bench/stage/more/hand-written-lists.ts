/** Items of lists by 1-based places, 0 where there is none. */
export const item = (list: readonly number[], index: number): number =>
  index >= 1 && index <= list.length ? list[index - 1]! : 0;

export const put = (list: number[], index: number, value: number): void => {
  if (index >= 1 && index <= list.length) list[index - 1] = value;
};
