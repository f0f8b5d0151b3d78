/** To be loaded before the provider, which draws lots when it is loaded: they are to be the same in each process. */
let drawn = 0;
Math.random = () => (drawn = (drawn * 16807 + 1) % 2147483647) / 2147483647;
