/** Whether works of this device are on their way to the person who just came: lists that seem empty are not, then. */
class ComingAlong {
  busy = $state(false);
}

export const comingAlong = new ComingAlong();
