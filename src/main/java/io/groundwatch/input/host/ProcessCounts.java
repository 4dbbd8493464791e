package io.groundwatch.input.host;

/**
 * How many processes there are, by state; what a system does not tell is {@link Source#ABSENT}.
 *
 * @param total of all states, those that are not listed too
 * @param threads of all processes
 */
record ProcessCounts(
    long blocked,
    long dead,
    long idle,
    long paging,
    long running,
    long sleeping,
    long stopped,
    long zombies,
    long waiting,
    long total,
    long threads) {}
