package io.groundwatch.input.host;

/**
 * How busy the host is, and since when it runs.
 *
 * @param load1 runnable tasks, averaged over a minute; negative where the system does not tell
 * @param load5 over five minutes
 * @param load15 over fifteen minutes
 * @param uptimeSeconds since boot
 * @param more the other fields of the input, by their names, as far as they are wanted and known
 */
record SystemReading(double load1, double load5, double load15, long uptimeSeconds, Numbers more)
    implements Named {

  @Override
  public String name() {
    return more.name();
  }
}
