package io.groundwatch.input.host;

import io.groundwatch.pipeline.MetricSink;

/** Stands for a collector that this system cannot have, and says so once. */
final class AbsentCollector implements Collector {
  private final String name;
  private final String why;
  private final Absence absence;

  /** For the input {@code name}. */
  AbsentCollector(String name, String why) {
    this.name = name;
    this.why = why;
    this.absence = new Absence(name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(long wallNanos, MetricSink out) {
    absence.say(why);
  }
}
