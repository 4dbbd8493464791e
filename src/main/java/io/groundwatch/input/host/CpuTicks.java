package io.groundwatch.input.host;

/**
 * How long a CPU was in each state since boot, in milliseconds. As in proc_stat(5), {@code user}
 * holds {@code guest}, and {@code nice} holds {@code guestNice}.
 *
 * @param name {@code cpu-total}, or {@code cpu0} and on
 * @param guest {@link Source#ABSENT} where the system does not tell
 * @param guestNice {@link Source#ABSENT} where the system does not tell
 */
record CpuTicks(
    String name,
    long user,
    long nice,
    long system,
    long idle,
    long iowait,
    long irq,
    long softirq,
    long steal,
    long guest,
    long guestNice)
    implements Named {
  /** The name of the sum of all CPUs. */
  static final String TOTAL = "cpu-total";

  /** All time; guest time is in it once, as user time. */
  long total() {
    return active() + idle;
  }

  /** All time that was not idle; waiting for a disk counts as active. */
  long active() {
    return user + nice + system + iowait + irq + softirq + steal;
  }

  /** User time without that of guests. */
  long userAlone() {
    return user - Math.max(0, guest);
  }

  /** Nice time without that of guests. */
  long niceAlone() {
    return nice - Math.max(0, guestNice);
  }
}
